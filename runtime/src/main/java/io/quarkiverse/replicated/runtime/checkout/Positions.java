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
    private final PrimaryNow primaryNow;

    /** @param remembered how long a commit with an unknown position counts */
    public Positions(Mode mode, Duration remembered, PositionTokens tokens, PrimaryNow primaryNow) {
        this.mode = mode;
        this.remembered = remembered;
        this.tokens = tokens;
        this.primaryNow = primaryNow;
    }

    /**
     * What was written in this request, by its client before it, or outside of requests; empty if nothing was written.
     *
     * @param commit what has become of the transaction that this thread is in
     */
    Optional<String> of(Ledger ledger, Commit commit) {
        return mode == Mode.NONE ? Optional.empty() : Optional.ofNullable(tokens.text(toHandOn(ledger, commit)));
    }

    /**
     * A connection of the request that is out may still commit something that belongs to the position, unless it is the one
     * whose transaction has just committed. Connections of others matter only for what they have committed so far.
     */
    private RequiredPosition toHandOn(Ledger ledger, Commit commit) {
        RequiredPosition written = ledger.toHandOn(remembered);
        int finished = commit == Commit.DONE ? 1 : 0;
        if (commit == Commit.PENDING || ledger.ownWritersOut() > finished) {
            return written.and(RequiredPosition.UNKNOWN);
        }
        return ledger.isWriterOutToHandOn() ? written.and(primaryNow.await()) : written;
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
