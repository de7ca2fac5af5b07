package io.quarkiverse.replicated.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of the main class of a measurement: {@code [--quick] DIRECTORY}.
 *
 * @param quick to see that it works, for figures that say little
 * @param directory where results go, made if need be, and the logs of the applications below it
 */
public record Arguments(boolean quick, Path directory) {

    public static Arguments of(String[] arguments) {
        List<String> left = new ArrayList<>(List.of(arguments));
        boolean quick = left.remove("--quick");
        if (left.size() != 1 || left.get(0).startsWith("-")) {
            throw new IllegalArgumentException("Expected [--quick] DIRECTORY, got " + String.join(" ", arguments));
        }
        return new Arguments(quick, Path.of(left.get(0)));
    }

    /** That of a report: it says if the run was a quick one. */
    public String title(String title) {
        return quick ? title + ": a quick run, which says little" : title;
    }

    public Path logs() {
        return directory.resolve("logs");
    }
}
