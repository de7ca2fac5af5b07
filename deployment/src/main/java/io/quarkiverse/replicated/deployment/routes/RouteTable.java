package io.quarkiverse.replicated.deployment.routes;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Where each REST endpoint goes by the rules of intent. It does not show what happens to a read for which there is no usable
 * replica. Sorted by path. Immutable.
 */
public final class RouteTable {

    // The columns grow in steps, so that a new long path does not change all lines of a file that developers compare.
    private static final int STEP = 8;

    private static final Comparator<RoutedEndpoint> ORDER = Comparator.comparing(RoutedEndpoint::path)
            .thenComparing(RoutedEndpoint::httpMethod).thenComparing(RoutedEndpoint::endpoint)
            .thenComparing(RoutedEndpoint::rule);

    private final List<RoutedEndpoint> endpoints;
    private final String settings;

    /** @param settings the settings that it holds for; they may be different when the application starts */
    RouteTable(List<RoutedEndpoint> endpoints, String settings) {
        this.endpoints = endpoints.stream().distinct().sorted(ORDER).toList();
        this.settings = settings;
    }

    public List<RoutedEndpoint> endpoints() {
        return endpoints;
    }

    public String settings() {
        return settings;
    }

    /** The table in aligned columns. The text is the same for the same application. */
    public String text() {
        StringBuilder text = new StringBuilder("# Where connections of the routed datasource go in each REST endpoint, with ")
                .append(settings)
                .append(", as it was when the application was built. Other datasources are not routed.\n");
        int method = width("METHOD", RoutedEndpoint::httpMethod);
        int path = width("PATH", RoutedEndpoint::path);
        int target = width("GOES TO", RoutedEndpoint::goesTo);
        int rule = width("RULE", RoutedEndpoint::rule);
        String format = "%-" + method + "s%-" + path + "s%-" + target + "s%-" + rule + "s%s\n";
        text.append(format.formatted("METHOD", "PATH", "GOES TO", "RULE", "ENDPOINT"));
        endpoints.forEach(it -> text
                .append(format.formatted(it.httpMethod(), it.path(), it.goesTo(), it.rule(), it.endpoint())));
        return text.toString();
    }

    private int width(String head, Function<RoutedEndpoint, String> cell) {
        int longest = endpoints.stream().map(cell).mapToInt(String::length).reduce(head.length(), Math::max);
        return (longest + 2 + STEP - 1) / STEP * STEP;
    }
}
