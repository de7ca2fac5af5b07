package io.quarkiverse.replicated.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of a {@linkplain PackagedApplication packaged application} that listens. It ends when it is closed, and with this
 * JVM. Safe for use by several threads.
 */
public final class Application implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Listening on: (https?://\\S+)(?: and (https://\\S+))?");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 2;

    private final Process process;
    private final Path log;
    private final URI address;
    private final Duration startTime;

    private Application(Process process, Path log, URI address, Duration startTime) {
        this.process = process;
        this.log = log;
        this.address = address;
        this.startTime = startTime;
    }

    /** @param startedAtNanos {@link System#nanoTime()} just before the process was started */
    static Application awaitStart(Process process, Path log, long startedAtNanos) {
        // The log is a file, not a pipe: whatever was printed before a response can be read as soon as that has arrived.
        Matcher listening = LISTENING.matcher(read(log));
        while (!listening.find()) {
            Duration passed = Duration.ofNanos(System.nanoTime() - startedAtNanos);
            if (!process.isAlive() || passed.compareTo(START_LIMIT) > 0) {
                process.destroyForcibly();
                throw new IllegalStateException("The application " + log + " did not listen within " + passed.toMillis()
                        + " ms:\n" + read(log));
            }
            pause();
            listening = LISTENING.matcher(read(log));
        }
        Duration startTime = Duration.ofNanos(System.nanoTime() - startedAtNanos);
        URI address = URI.create(listening.group(listening.group(2) != null ? 2 : 1).replace("0.0.0.0", "127.0.0.1"));
        return new Application(process, log, address, startTime);
    }

    /** Where it listens; the address for HTTPS, if there are two. */
    public URI address() {
        return address;
    }

    /** From the start of the process until its log said that it listens, to a few milliseconds. */
    public Duration startTime() {
        return startTime;
    }

    /** All that it has printed so far. */
    public String log() {
        return read(log);
    }

    /** What the operating system says of it. */
    public LinuxProcess process() {
        return new LinuxProcess(process.pid());
    }

    /** All of it stands still: no thread runs, no timer fires. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(cause);
    }

    /** Asks it to end, as an operator does, and kills it when it has not done so after 20 s. */
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
