package io.quarkiverse.replicated.runtime.token;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many tokens met which fate since the application started. Safe for use by any number of threads. */
public final class TokenCounts {

    private final Map<TokenFate, LongAdder> counts = new EnumMap<>(TokenFate.class);

    TokenCounts() {
        for (TokenFate fate : TokenFate.values()) {
            counts.put(fate, new LongAdder());
        }
    }

    void add(TokenFate fate, int tokens) {
        counts.get(fate).add(tokens);
    }

    public long of(TokenFate fate) {
        return counts.get(fate).sum();
    }
}
