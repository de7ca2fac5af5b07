package io.quarkiverse.replicated.runtime.token;

import java.util.List;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * The tokens that one request has brought, without those that were refused. Immutable.
 */
public final class PresentedTokens {

    public static final PresentedTokens NONE = new PresentedTokens(List.of(), true);

    private final List<PresentedToken> tokens;
    private final boolean proved;
    private final RequiredPosition required;

    PresentedTokens(List<PresentedToken> tokens, boolean proved) {
        this.tokens = tokens;
        this.proved = proved;
        this.required = tokens.stream().map(PresentedToken::required).reduce(RequiredPosition.NONE, RequiredPosition::and);
    }

    /** What all of them demand. */
    public RequiredPosition required() {
        return required;
    }

    /** They are signed, or the primary was seen beyond them: nobody has made them up. */
    public boolean areProved() {
        return proved;
    }

    public List<PresentedToken> all() {
        return tokens;
    }

    /** Those that are of no more use to a client that is given a token for {@code minted}. */
    public List<PresentedToken> coveredBy(RequiredPosition minted) {
        return tokens.stream().filter(it -> it.isCoveredBy(minted)).toList();
    }

    /** Those that a client which is given a token for {@code minted} needs besides. */
    public List<PresentedToken> neededBesides(RequiredPosition minted) {
        return tokens.stream().filter(it -> !it.isCoveredBy(minted)).toList();
    }

    /**
     * Refuses unsigned tokens that are made up.
     *
     * @param primary what the primary said when it was asked after these tokens had arrived: no client can have a position
     *        beyond it, nor of another database. About another timeline it says nothing.
     */
    PresentedTokens provedBy(Sample primary) {
        return proved ? this : new PresentedTokens(tokens.stream().filter(it -> !isMadeUp(it, primary)).toList(), true);
    }

    private static boolean isMadeUp(PresentedToken presented, Sample primary) {
        LogPosition position = presented.token().position();
        return position != null && (!position.isSameDatabase(primary.written())
                || position.isComparableTo(primary.written()) && !position.isReachedBy(primary.written()));
    }
}
