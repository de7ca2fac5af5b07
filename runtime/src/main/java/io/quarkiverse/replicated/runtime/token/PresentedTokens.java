package io.quarkiverse.replicated.runtime.token;

import java.util.List;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.LogPosition.History;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/** The tokens that one request has brought, without those that were refused. Immutable. */
public final class PresentedTokens {

    public static final PresentedTokens NONE = new PresentedTokens(List.of(), true);

    /**
     * A genuine token that a client has sent.
     *
     * @param text as it was sent
     * @param required what it demands of a read: nothing once it has expired
     */
    public record Presented(String text, Token token, RequiredPosition required) {

        /** A client that is given a token for this position needs this token no longer. */
        boolean isCoveredBy(RequiredPosition minted) {
            if (required == RequiredPosition.NONE) {
                return true;
            }
            LogPosition own = token.position();
            return own == null ? minted.isUnknown() : minted.position() != null && minted.position().includes(own);
        }

        private boolean isMadeUp(LogPosition written) {
            LogPosition own = token.position();
            if (own == null) {
                return false;
            }
            History relation = own.relationTo(written);
            return relation == History.OTHER_DATABASE || relation == History.SAME && !own.isReachedBy(written);
        }
    }

    private final List<Presented> tokens;
    private final boolean proved;
    private final RequiredPosition required;

    PresentedTokens(List<Presented> tokens, boolean proved) {
        this.tokens = tokens;
        this.proved = proved;
        this.required = tokens.stream().map(Presented::required).reduce(RequiredPosition.NONE, RequiredPosition::and);
    }

    /** What all of them demand. */
    public RequiredPosition required() {
        return required;
    }

    /** They are signed, or the primary was seen beyond them, so they are not made up. */
    public boolean areProved() {
        return proved;
    }

    public List<Presented> all() {
        return tokens;
    }

    /** Those that are of no more use to a client that is given a token for {@code minted}. */
    public List<Presented> coveredBy(RequiredPosition minted) {
        return tokens.stream().filter(it -> it.isCoveredBy(minted)).toList();
    }

    /** Those that a client which is given a token for {@code minted} needs besides. */
    public List<Presented> neededBesides(RequiredPosition minted) {
        return tokens.stream().filter(it -> !it.isCoveredBy(minted)).toList();
    }

    /**
     * What the response to a request that has written is to carry: one position for what was brought and what was written, if
     * they belong together. A token that may be made up must not take the place of a real one, so it is not joined.
     */
    public RequiredPosition joinedWith(RequiredPosition written) {
        return !proved || required.position() == null || written.position() == null
                || !written.position().isSameHistory(required.position()) ? written
                        : written.and(RequiredPosition.of(required.position()));
    }

    /**
     * Refuses unsigned tokens that are made up.
     *
     * @param primary what the primary said when it was asked after these tokens had arrived. A client can have no position
     *        beyond
     *        that, and none of another database. About another timeline it says nothing.
     */
    PresentedTokens provedBy(Sample primary) {
        return proved ? this
                : new PresentedTokens(tokens.stream().filter(it -> !it.isMadeUp(primary.written())).toList(), true);
    }
}
