package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.quarkiverse.replicated.cluster.process.RunAs;

/**
 * Starts PostgreSQL's programs as the right user, in a clean environment, with their output in a file.
 */
record Launcher(Path home, RunAs runAs, Path workingDirectory) {

    String executable(String tool) {
        return PostgresBinaries.executable(home, tool).toString();
    }

    Process start(List<String> command, ServerLog log) {
        ProcessBuilder builder = new ProcessBuilder(runAs.wrap(command)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                .directory(workingDirectory.toFile());
        builder.environment().keySet().removeIf(Launcher::changesPostgres);
        builder.environment().put("LC_ALL", "C"); // we search the log for English words
        builder.environment().put("TZ", "UTC"); // saves initdb from trying all time zones
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end. The exception of a failure quotes the output. */
    void run(String what, List<String> command, ServerLog log) {
        Process process = start(command, log);
        // Under a guard the program ends when its pipe is closed, so that it also ends when this thread is interrupted.
        try (OutputStream pipe = process.getOutputStream()) {
            int status = process.waitFor();
            if (status != 0) {
                throw log.failure(what + " ended with status " + status, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Await.interrupted(e);
        }
    }

    private static boolean changesPostgres(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return name.startsWith("PG") || name.startsWith("LC_") || name.startsWith("LANG");
    }
}
