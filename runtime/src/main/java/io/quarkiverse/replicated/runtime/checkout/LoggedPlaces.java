package io.quarkiverse.replicated.runtime.checkout;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The places in the code that a warning has named, so that each is logged once. Safe for use by any number of threads. */
public final class LoggedPlaces {

    // Without REST a place is a path, and the number of paths has no limit.
    private static final int MOST = 1_000;

    private final Set<String> places = ConcurrentHashMap.newKeySet();

    /** Whether this place is new, and should be logged. Always {@code false} once there are about a thousand places. */
    public boolean add(String place) {
        return places.size() < MOST && places.add(place);
    }
}
