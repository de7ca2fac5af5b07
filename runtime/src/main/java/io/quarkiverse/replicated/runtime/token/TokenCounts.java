package io.quarkiverse.replicated.runtime.token;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many tokens met which fate since the application started. Safe for use by any number of threads. */
public final class TokenCounts {

    /** What became of a token. */
    public enum Fate {

        /** It was given to a client that had written, or handed out by {@code Replication.position()}. */
        MINTED,

        /** It was brought by a client, or to {@code Replication.callAtPosition}, and was believed, at first at least. */
        ACCEPTED,

        /** It is no token, or was not signed with a secret that is believed here. */
        REFUSED_NOT_GENUINE,

        /** It is unsigned, and of another database. */
        REFUSED_FOREIGN,

        /** It is unsigned, and the primary has never come as far. */
        REFUSED_BEYOND_PRIMARY,

        /** It cannot be compared with what any replica shows, and is older than {@code max-age}. */
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
