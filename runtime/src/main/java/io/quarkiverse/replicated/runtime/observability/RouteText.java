package io.quarkiverse.replicated.runtime.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.quarkiverse.replicated.Route;

/** Routes as texts for headers, logs, metrics and spans: {@code replica-2; reason=http-method}. */
public final class RouteText {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private RouteText() {
    }

    /** A constant as the outside writes it: {@code http-method} for {@code HTTP_METHOD}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String of(Route route) {
        return item(route.dataSource()) + "; reason=" + of(route.reason());
    }

    /**
     * A list of structured field items (RFC 9651, section 3.1).
     *
     * @param waitedNanos for how long replicas were waited for; shown with the last one, in whole milliseconds
     */
    public static String of(List<Route> routes, long waitedNanos) {
        List<String> items = new ArrayList<>();
        routes.forEach(it -> items.add(of(it)));
        String all = String.join(", ", items);
        return waitedNanos < NANOS_PER_MILLI ? all : all + "; waited=" + waitedNanos / NANOS_PER_MILLI;
    }

    /** A token where the name is one, else a string, of the characters that one may hold (sections 3.3.3 and 3.3.4). */
    private static String item(String name) {
        return name.matches("[A-Za-z*][-A-Za-z0-9!#$%&'*+.^_`|~:/]*") ? name
                : '"' + name.replaceAll("[^ -~]", "?").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
