package io.quarkiverse.replicated.runtime.token;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * A genuine token that a client has sent.
 *
 * @param text as it was sent
 * @param required what it demands of a read: nothing once it has expired
 */
public record PresentedToken(String text, Token token, RequiredPosition required) {

    /** Another token that demands this makes this one superfluous. */
    boolean isCoveredBy(RequiredPosition minted) {
        if (required == RequiredPosition.NONE) {
            return true;
        }
        LogPosition own = token.position();
        return own == null ? minted.isUnknown()
                : minted.position() != null && minted.position().isSameDatabase(own)
                        && minted.position().later(own).equals(minted.position());
    }
}
