package io.quarkiverse.replicated.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application as it was built, of which any number of processes can be {@linkplain #start started}. Each listens on a
 * free port of 127.0.0.1, unless its settings say otherwise, and runs on the JDK that runs this code.
 *
 * @param jar what {@code java -jar} runs, such as {@code target/quarkus-app/quarkus-run.jar}
 * @param logs the directory, made if need be, that gets one file of output for each process, named after it and counted
 * @param name what the processes are called in messages, and the beginning of the names of their logs
 * @param jvmOptions what comes before {@code -jar}, such as {@code -Xmx256m}; settings are given apart from it
 */
public record PackagedApplication(Path jar, Path logs, String name, List<String> jvmOptions) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    public PackagedApplication {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /**
     * Starts a process and returns when it listens, which it has three minutes for.
     *
     * @param settings system properties, which beat all that was configured when the application was built
     * @throws IllegalStateException if it ends before, or takes longer; the message holds what it had printed
     */
    public Application start(Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(jvmOptions);
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=0");
        // Of two that set the same property, the JVM takes the later one.
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        Path log = logs.resolve(name + "-" + COUNT.incrementAndGet() + ".log");
        try {
            Files.createDirectories(logs);
            long startedAtNanos = System.nanoTime();
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return Application.awaitStart(process, log, startedAtNanos);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
