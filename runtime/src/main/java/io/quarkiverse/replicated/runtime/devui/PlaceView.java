package io.quarkiverse.replicated.runtime.devui;

import io.quarkiverse.replicated.runtime.observe.ObservedPlace;

/**
 * An observed place, as the Dev UI shows it.
 *
 * @param name the HTTP method and the endpoint, as in the route table
 */
public record PlaceView(String name, long connections, long wrote, long onlyRead, long undecided, String verdict) {

    static PlaceView of(ObservedPlace place) {
        return new PlaceView(place.name(), place.connections(), place.wrote(), place.onlyRead(), place.undecided(),
                text(place.verdict()));
    }

    private static String text(ObservedPlace.Verdict verdict) {
        return switch (verdict) {
            case MOVES -> "moves";
            case NEEDS_CHANGES_DATABASE -> "needs @ChangesDatabase";
            case CANDIDATE_FOR_USE_REPLICA -> "candidate for @UseReplica";
            case UNDECIDED -> "undecided";
            case STAYS -> "stays";
        };
    }
}
