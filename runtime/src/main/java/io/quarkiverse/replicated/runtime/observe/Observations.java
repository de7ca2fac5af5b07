package io.quarkiverse.replicated.runtime.observe;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.server.Finding;

/**
 * Records what the places of an application use their connections for since it started. Safe for use by any number of threads.
 */
public final class Observations {

    // Without REST a place is a path, and the number of paths has no limit.
    private static final int MOST_PLACES = 1_000;

    private static final String OTHERS = "all other places";

    private record Place(String name, Target wanted, Reason reason) {
    }

    private final Map<Place, LongAdder[]> counts = new ConcurrentHashMap<>();

    /** @param place the endpoint, or what else took the connection */
    public void add(String place, RouteIntent intent, Finding finding) {
        Place known = new Place(place, intent.target(), intent.reason());
        if (counts.size() >= MOST_PLACES && !counts.containsKey(known)) {
            known = new Place(OTHERS, intent.target(), intent.reason());
        }
        counts.computeIfAbsent(known, it -> zeros())[finding.ordinal()].increment();
    }

    private static LongAdder[] zeros() {
        return Stream.of(Finding.values()).map(it -> new LongAdder()).toArray(LongAdder[]::new);
    }

    /** The number of connections with this finding, over all places that want this kind of server. */
    public long count(Target wanted, Finding finding) {
        return counts.entrySet().stream().filter(it -> it.getKey().wanted == wanted)
                .mapToLong(it -> it.getValue()[finding.ordinal()].sum()).sum();
    }

    /** The report so far, sorted by name. */
    public ObservationReport report() {
        List<ObservedPlace> places = counts.entrySet().stream()
                .map(it -> new ObservedPlace(it.getKey().name, it.getKey().wanted, it.getKey().reason,
                        sum(it.getValue(), Finding.WROTE), sum(it.getValue(), Finding.ONLY_READ),
                        sum(it.getValue(), Finding.UNDECIDED), sum(it.getValue(), Finding.NOTHING)))
                .sorted(Comparator.comparing(ObservedPlace::name).thenComparing(ObservedPlace::wanted)
                        .thenComparing(ObservedPlace::reason))
                .toList();
        return new ObservationReport(places);
    }

    private static long sum(LongAdder[] counts, Finding finding) {
        return counts[finding.ordinal()].sum();
    }
}
