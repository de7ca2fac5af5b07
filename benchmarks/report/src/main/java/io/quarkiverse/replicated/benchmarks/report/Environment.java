package io.quarkiverse.replicated.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.management.OperatingSystemMXBean;

/**
 * Where figures come from: without it they are none. Each part in its own words: the server's, the application's, the system's.
 *
 * @param parts from what it is, such as {@code processor}, to which
 */
public record Environment(Map<String, String> parts) {

    public Environment {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Today, this machine and this JVM, on which everything runs. */
    public static Environment here() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("date", LocalDate.now().toString());
        parts.put("processor", first("/proc/cpuinfo", "model name\\s*:\\s*(.*)"));
        parts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        parts.put("memory", Math.round(memoryBytes() / (double) (1 << 30)) + " GiB");
        parts.put("operating system", first("/etc/os-release", "PRETTY_NAME=\"?([^\"]*)\"?") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        parts.put("JDK", System.getProperty("java.vm.name") + " " + Runtime.version());
        parts.put("commit", System.getProperty("commit", "unknown"));
        return new Environment(parts);
    }

    /** The same, and this. */
    public Environment with(String what, String which) {
        Map<String, String> more = new LinkedHashMap<>(parts);
        more.put(what, which);
        return new Environment(more);
    }

    private static long memoryBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    private static String first(String file, String pattern) {
        try {
            Path path = Path.of(file);
            return Files.exists(path) ? find(Pattern.compile(pattern), Files.readString(path)) : "unknown";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1).strip() : "unknown";
    }
}
