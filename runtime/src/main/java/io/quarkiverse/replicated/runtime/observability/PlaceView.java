package io.quarkiverse.replicated.runtime.observability;

import java.util.Locale;

import io.quarkiverse.replicated.runtime.observe.ObservedPlace;

/**
 * A place that was observed, as the Dev UI shows it.
 *
 * @param name the HTTP method and the endpoint, as in the route table
 */
public record PlaceView(String name, long connections, long wrote, long onlyRead, long undecided, String verdict) {

    static PlaceView of(ObservedPlace place) {
        return new PlaceView(place.name(), place.connections(), place.wrote(), place.onlyRead(), place.undecided(),
                place.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
