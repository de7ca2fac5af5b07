package io.quarkiverse.replicated.runtime.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.quarkiverse.replicated.Route;

/** Formats routes for headers, logs, metrics and spans: {@code replica-2; reason=http-method}. */
public final class RouteText {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private RouteText() {
    }

    /** The external form of a constant: {@code http-method} for {@code HTTP_METHOD}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String of(Route route) {
        return item(route.dataSource()) + "; reason=" + of(route.reason());
    }

    /**
     * A list of structured field items (RFC 9651, section 3.1).
     *
     * @param waitedNanos how long the reads waited for replicas; shown with the last route, in whole milliseconds
     */
    public static String of(List<Route> routes, long waitedNanos) {
        List<String> items = new ArrayList<>();
        routes.forEach(it -> items.add(of(it)));
        String all = String.join(", ", items);
        return waitedNanos < NANOS_PER_MILLI ? all : all + "; waited=" + waitedNanos / NANOS_PER_MILLI;
    }

    /** A token if the name is one, otherwise a string with the characters that a string may hold (sections 3.3.3 and 3.3.4). */
    private static String item(String name) {
        return name.matches("[A-Za-z*][-A-Za-z0-9!#$%&'*+.^_`|~:/]*") ? name
                : '"' + name.replaceAll("[^ -~]", "?").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
