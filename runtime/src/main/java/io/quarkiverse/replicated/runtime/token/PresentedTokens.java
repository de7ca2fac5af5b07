package io.quarkiverse.replicated.runtime.token;

import java.util.List;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.LogPosition.History;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/** The tokens that one request has presented, without those that were refused. Immutable. */
public final class PresentedTokens {

    public static final PresentedTokens NONE = new PresentedTokens(List.of(), true);

    /**
     * A genuine token that a client has sent.
     *
     * @param text the token as it was sent
     * @param required what the token requires of a read: nothing once it has expired
     */
    public record Presented(String text, Token token, RequiredPosition required) {

        /** Whether a client that gets a token for this position no longer needs this token. */
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

    /** What all tokens together require. */
    public RequiredPosition required() {
        return required;
    }

    /** Whether the tokens are known not to be forged, because they are signed or the primary was seen beyond them. */
    public boolean areProved() {
        return proved;
    }

    public List<Presented> all() {
        return tokens;
    }

    /** The tokens that a client no longer needs if it gets a token for {@code minted}. */
    public List<Presented> coveredBy(RequiredPosition minted) {
        return tokens.stream().filter(it -> it.isCoveredBy(minted)).toList();
    }

    /** The tokens that a client still needs if it gets a token for {@code minted}. */
    public List<Presented> neededBesides(RequiredPosition minted) {
        return tokens.stream().filter(it -> !it.isCoveredBy(minted)).toList();
    }

    /**
     * What the response to a request that has written must carry. It is one position for what was presented and what was
     * written, if the two can be compared. A token that may be forged must not replace a real one, so its position is not
     * joined.
     */
    public RequiredPosition joinedWith(RequiredPosition written) {
        return !proved || required.position() == null || written.position() == null
                || !written.position().isSameHistory(required.position()) ? written
                        : written.and(RequiredPosition.of(required.position()));
    }

    /**
     * The same as {@link #joinedWith}, but it also stands for all tokens that cannot be joined, so that the client needs none
     * of them any more. It is then something that only the primary can show until it expires. By that time every replica in
     * use shows what those tokens are for.
     */
    public RequiredPosition standingForAll(RequiredPosition written) {
        RequiredPosition joined = joinedWith(written);
        return neededBesides(joined).isEmpty() ? joined : joined.and(RequiredPosition.UNKNOWN);
    }

    /**
     * Drops unsigned tokens that are forged.
     *
     * @param primary the primary's answer to a question that was sent after these tokens had arrived. A client can have no
     *        position beyond that answer, and none of another database. The answer proves nothing about a position on another
     *        timeline.
     */
    PresentedTokens provedBy(Sample primary) {
        return proved ? this
                : new PresentedTokens(tokens.stream().filter(it -> !it.isMadeUp(primary.written())).toList(), true);
    }
}
