package io.quarkiverse.replicated.it.topologies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.replicated.benchmarks.report.Environment;

/**
 * Runs scenarios and writes what came of them. The script {@code run} starts it, and documents its arguments and exit codes.
 */
public final class Topologies {

    private static final List<Scenario<?>> ALL = Stream
            .of(PoolerScenarios.ALL, PatroniScenarios.ALL, DirectScenarios.ALL).flatMap(List::stream).toList();
    private static final int WELL = 0;
    private static final int HURT = 1;
    private static final int INCOMPLETE = 2;
    private static final int USAGE = 64;

    private final Path target = Path.of(System.getProperty("target"));
    private final Path application = Path.of(System.getProperty("application"));
    private final Duration time;
    private final StringBuilder rows = new StringBuilder();
    private final StringBuilder notes = new StringBuilder();
    private boolean hurt;
    private boolean incomplete;

    private Topologies(Duration time) {
        this.time = time;
    }

    public static void main(String[] arguments) {
        Duration time = Duration.ofSeconds(30);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seconds" -> time = Duration.ofSeconds(Long.parseLong(arguments[++i]));
                case "--list" -> {
                    ALL.forEach(it -> System.out.println(it.id() + "  " + it.what()));
                    return;
                }
                default -> ids.add(arguments[i]);
            }
        }
        System.exit(new Topologies(time).run(ids));
    }

    private int run(List<String> ids) {
        List<String> known = ALL.stream().map(Scenario::id).toList();
        if (!known.containsAll(ids)) {
            System.err.println("The scenarios are " + String.join(", ", known) + "; --list says what they are");
            return USAGE;
        }
        for (Scenario<?> scenario : ALL) {
            if (ids.isEmpty() || ids.contains(scenario.id())) {
                run(scenario);
            }
        }
        System.out.println(report());
        System.out.println("The table and the logs are in " + target);
        return hurt ? HURT : incomplete ? INCOMPLETE : WELL;
    }

    private void run(Scenario<?> scenario) {
        if (!scenario.missing().isEmpty()) {
            incomplete = true;
            add(scenario, "did not run: these packages are missing: " + String.join(" ", scenario.missing()));
            return;
        }
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + scenario.id() + " " + scenario.what());
        try {
            Figures figures = scenario.run(application, target.resolve("logs"), time);
            hurt |= !figures.isWell();
            rows.append(figures.row());
            notes.append(figures.notes());
            System.out.print(figures.row());
        } catch (Exception e) {
            hurt = true;
            e.printStackTrace();
            add(scenario, "broke off: " + e.toString().lines().findFirst().orElse(""));
        }
        write();
    }

    private void add(Scenario<?> scenario, String remark) {
        rows.append("| ").append(scenario.id()).append(" | ").append(scenario.what()).append(" | ").append(remark)
                .append(" | | | | | | | | |\n");
    }

    /** After each scenario, so that a run that is ended early leaves something. */
    private void write() {
        try {
            Files.writeString(target.resolve("topologies.md"), report());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String report() {
        Environment environment = Environment.here().with("a scenario", time.toSeconds() + " s or as long as its event takes")
                .with("PostgreSQL", "bundled with the cluster module, beside Patroni Debian's");
        for (Tool tool : Tool.values()) {
            environment = environment.with(tool.debianPackage(), tool.isMissing() ? "missing" : tool.version());
        }
        return environment.parts().entrySet().stream().map(it -> it.getKey() + ": " + it.getValue())
                .collect(Collectors.joining("; ", "", "\n\n")) + Figures.HEAD + rows + notes;
    }
}
