package io.quarkiverse.replicated.runtime.checkout;

import java.time.Duration;
import java.util.Optional;

import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.token.PositionTokens;

/** Converts positions to texts and back, for work that is handed on. */
public final class Positions {

    private final Mode mode;
    private final Duration remembered;
    private final PositionTokens tokens;

    /** @param remembered how long a commit with an unknown position counts */
    public Positions(Mode mode, Duration remembered, PositionTokens tokens) {
        this.mode = mode;
        this.remembered = remembered;
        this.tokens = tokens;
    }

    /**
     * What was written in this request, by its client before it, or outside of requests; empty if nothing was written.
     *
     * @param pending whether an open transaction or connection may yet commit something that belongs to it
     */
    Optional<String> of(Ledger ledger, boolean pending) {
        if (mode == Mode.NONE) {
            return Optional.empty();
        }
        RequiredPosition written = ledger.toHandOn(remembered);
        return Optional.ofNullable(tokens.text(pending ? written.and(RequiredPosition.UNKNOWN) : written));
    }

    /**
     * What a text that {@link #of} has created requires.
     *
     * @throws IllegalArgumentException the text was not created there
     */
    RequiredPosition require(String position) {
        if (position == null) {
            throw new IllegalArgumentException("A position is a text that Replication.position() has given, not null");
        }
        return tokens.require(position);
    }
}
