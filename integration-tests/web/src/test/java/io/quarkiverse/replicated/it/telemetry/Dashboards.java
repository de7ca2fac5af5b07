package io.quarkiverse.replicated.it.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The dashboard and the alerts that the documentation offers. */
public final class Dashboards {

    private static final Path EXAMPLES = Path.of("../../docs/modules/ROOT/examples");
    private static final Pattern METRIC = Pattern.compile("\\breplicated_[a-z_]+");

    private Dashboards() {
    }

    /** The names of all metrics that they ask for. */
    public static Set<String> metrics() {
        return METRIC.matcher(text("grafana-dashboard.json") + text("alerts.yml")).results().map(it -> it.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(String file) {
        try {
            return Files.readString(EXAMPLES.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException("The tests run in the directory of their module", e);
        }
    }
}
