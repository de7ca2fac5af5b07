package io.quarkiverse.replicated.runtime.observe;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.quarkiverse.replicated.runtime.observe.ObservedPlace.Verdict;

/** Reports what routing would change for an application. */
public record ObservationReport(List<ObservedPlace> places) {

    public long connections() {
        return places.stream().mapToLong(ObservedPlace::connections).sum();
    }

    /** The share of all connections that would go to replicas without any change to the application, from 0 to 1. */
    public double shareThatMoves() {
        long all = connections();
        return all == 0 ? 0
                : (double) places.stream().filter(it -> it.verdict() == Verdict.MOVES)
                        .mapToLong(ObservedPlace::connections).sum() / all;
    }

    /** The report as one line of JSON (RFC 8259), with the places that need attention. */
    String json() {
        return "{\"connections\":" + connections()
                + ",\"shareThatMoves\":" + String.format(Locale.ROOT, "%.3f", shareThatMoves())
                + ",\"needsChangesDatabase\":" + names(Verdict.NEEDS_CHANGES_DATABASE)
                + ",\"candidatesForUseReplica\":" + names(Verdict.CANDIDATE_FOR_USE_REPLICA)
                + ",\"undecided\":" + names(Verdict.UNDECIDED) + "}";
    }

    private String names(Verdict verdict) {
        return places.stream().filter(it -> it.verdict() == verdict).map(it -> quoted(it.name())).distinct()
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char it : text.toCharArray()) {
            if (it == '"' || it == '\\') {
                quoted.append('\\').append(it);
            } else if (it < ' ') {
                quoted.append(String.format("\\u%04x", (int) it));
            } else {
                quoted.append(it);
            }
        }
        return quoted.append('"').toString();
    }
}
