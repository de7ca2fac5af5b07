package io.quarkiverse.replicated.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What Linux shows of a running process: https://man7.org/linux/man-pages/man5/proc.5.html. Nothing else has {@code /proc}:
 * there, every method throws {@link UncheckedIOException}.
 *
 * @param pid its number
 */
public record LinuxProcess(long pid) {

    /** What all its threads, those that have ended included, have used of the processors so far, to 10 ms. */
    public Duration processorTime() {
        return new Stat(read(directory().resolve("stat"))).processorTime();
    }

    /** The same for the threads that live and whose name, cut to 15 characters by Linux, begins so. */
    public Duration processorTime(String thread) {
        try (Stream<Path> threads = Files.list(directory().resolve("task"))) {
            Predicate<Stat> wanted = it -> it.name().startsWith(thread);
            return threads.map(it -> new Stat(read(it.resolve("stat")))).filter(wanted).map(Stat::processorTime)
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes of it are in memory now, shared ones included (VmRSS). */
    public long residentBytes() {
        String line = read(directory().resolve("status")).lines().filter(it -> it.startsWith("VmRSS:")).findAny().orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }

    private Path directory() {
        return Path.of("/proc", Long.toString(pid));
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name stands in parentheses and may hold some itself; then come the 3rd field and those after it. */
    private record Stat(String text) {

        String name() {
            return text.substring(text.indexOf('(') + 1, text.lastIndexOf(')'));
        }

        /** Fields 14 and 15, user and system, in hundredths of a second. */
        Duration processorTime() {
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return Duration.ofMillis(10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
        }
    }
}
