package io.quarkiverse.replicated.it.consistency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import io.quarkiverse.replicated.cluster.PostgresCluster;

/** The packaged application as a process of its own, of which there may be several. It ends with the test. */
final class Application implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: (https?://\\S+)(?: and (https://\\S+))?");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Process process;
    private final Path log;
    private final URI address;

    private Application(Process process, Path log) {
        this.process = process;
        this.log = log;
        Awaitility.await("start of the application, see " + log).atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50)).until(() -> !process.isAlive() || listening().find());
        Matcher listening = listening();
        if (!listening.find()) {
            throw new IllegalStateException("The application did not start:\n" + log());
        }
        this.address = URI.create(listening.group(listening.group(2) != null ? 2 : 1).replace("0.0.0.0", "127.0.0.1"));
    }

    /** On this cluster's primary and first replica. */
    static Application start(PostgresCluster cluster, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("quarkus.datasource.master.jdbc.url", cluster.primary().jdbcUrl());
        all.put("quarkus.datasource.replica.jdbc.url", cluster.replica(0).jdbcUrl());
        for (String name : List.of("master", "replica")) {
            all.put("quarkus.datasource." + name + ".username", cluster.user());
            all.put("quarkus.datasource." + name + ".password", cluster.password());
            all.put("quarkus.datasource." + name + ".jdbc.max-size", "40");
        }
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.http.port", "0");
        all.putAll(settings);
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx256m"));
        all.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", System.getProperty("application")));
        Path log = Path.of(System.getProperty("application.logs"), "application-" + COUNT.incrementAndGet() + ".log");
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Application(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return address;
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the threads whose name begins so have used of a processor since the application started. Linux only. */
    Duration processorTime(String thread) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            long ticks = 0;
            for (Path it : threads.toList()) {
                // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name in parentheses, cut to 15 characters,
                // then the 3rd field and those after it; 14 and 15 are user and system time, in hundredths of a second.
                String stat = Files.readString(it.resolve("stat"));
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                ticks += name.startsWith(thread) ? Long.parseLong(fields[11]) + Long.parseLong(fields[12]) : 0;
            }
            return Duration.ofMillis(10 * ticks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it stands still: no thread runs, no timer fires. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Matcher listening() {
        return LISTENING.matcher(log());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
