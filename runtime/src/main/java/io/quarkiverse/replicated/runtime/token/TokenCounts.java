package io.quarkiverse.replicated.runtime.token;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts tokens by their fate since the application started. Safe for use by any number of threads. */
public final class TokenCounts {

    /** The fate of a token. */
    public enum Fate {

        /** The token was given to a client that had written, or was returned by {@code Replication.position()}. */
        MINTED,

        /** The same, but the token has no position, so that it leads to the primary for a while. */
        MINTED_WITHOUT_POSITION,

        /** A client or {@code Replication.callAtPosition} presented the token, and it was believed, at least at first. */
        ACCEPTED,

        /** The text is no token, or was not signed with a secret that is accepted here. */
        REFUSED_NOT_GENUINE,

        /** The token is unsigned, and of another database. */
        REFUSED_FOREIGN,

        /** The token is unsigned, and the primary has never reached its position. */
        REFUSED_BEYOND_PRIMARY,

        /** The token cannot be compared with what any replica shows, and is older than {@code max-age}. */
        REFUSED_EXPIRED
    }

    private final Map<Fate, LongAdder> counts = new EnumMap<>(Fate.class);

    TokenCounts() {
        for (Fate fate : Fate.values()) {
            counts.put(fate, new LongAdder());
        }
    }

    void add(Fate fate, int tokens) {
        counts.get(fate).add(tokens);
    }

    public long of(Fate fate) {
        return counts.get(fate).sum();
    }
}
