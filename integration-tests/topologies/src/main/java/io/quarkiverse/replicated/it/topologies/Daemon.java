package io.quarkiverse.replicated.it.topologies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.replicated.cluster.process.RunAs;

/**
 * A program that runs until it is closed, or until this JVM ends, however it ends: it runs under a shell whose standard input
 * is a pipe from the JVM. A server that the program has started as a process of its own ends with it.
 */
final class Daemon implements AutoCloseable {

    // Stopped first, so that a failover tool does not start the server again that is being ended.
    private static final String GUARD = """
            pidfile=$1; server=$2; shift 2
            exec 3<&0 </dev/null
            "$@" 3<&- &
            program=$!
            echo $program >"$pidfile"
            (
                read -r _ <&3
                kill -STOP $program 2>/dev/null
                if [ -s "$server" ]; then
                    read -r pid <"$server"
                    kill -QUIT $pid 2>/dev/null
                    for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 $pid 2>/dev/null || break; sleep 0.3; done
                    kill -KILL $pid 2>/dev/null
                fi
                kill -KILL $program 2>/dev/null
            ) &
            watch=$!
            exec 3<&-
            wait $program
            status=$?
            kill $watch 2>/dev/null
            exit $status
            """;

    private final Process guard;
    private final Path pidFile;

    private Daemon(Process guard, Path pidFile) {
        this.guard = guard;
        this.pidFile = pidFile;
    }

    /**
     * @param directory the program's own, which its user gets
     * @param log what it prints is added to this file
     * @param serverPid the file with the process of a server that it starts and that has to end with it, whether it exists or
     *        not
     */
    static Daemon start(Workplace workplace, Path directory, Path log, Path serverPid, List<String> program) {
        Path pidFile = directory.resolve("guarded.pid");
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", GUARD, "topologies-guard", pidFile.toString(), serverPid.toString()));
        command.addAll(program);
        RunAs runAs = workplace.runAs();
        try {
            Files.deleteIfExists(pidFile);
            runAs.own(directory);
            ProcessBuilder builder = new ProcessBuilder(runAs.wrap(command)).directory(directory.toFile())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(it -> it.startsWith("PG") || it.startsWith("LC_") || it.equals("LANG"));
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("HOME", directory.toString());
            Daemon daemon = new Daemon(builder.start(), pidFile);
            Runtime.getRuntime().addShutdownHook(new Thread(daemon::close));
            Waiting.until(program.get(0) + " runs", () -> Files.exists(pidFile) && Files.size(pidFile) > 0);
            return daemon;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program itself, not its guard. */
    ProcessHandle program() {
        return handle(pidFile);
    }

    boolean isRunning() {
        return guard.isAlive();
    }

    /** The process whose number is the first line of the file. */
    static ProcessHandle handle(Path pidFile) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once, and returns when it has ended. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(10, TimeUnit.SECONDS)) {
                guard.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
