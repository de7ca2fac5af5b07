package io.quarkiverse.replicated.runtime.token;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * What a client gets after it wrote.
 *
 * @param position the position up to which the client has written, or {@code null} if that is unknown
 * @param issuedAtMillis when the token was issued, by the wall clock of the instance that issued it, in milliseconds since
 *        1970; the clocks of instances differ
 */
public record Token(LogPosition position, long issuedAtMillis) {

    /** The age of the token. It is zero if the clock of the issuing instance is ahead of this one. */
    long ageMillis(long nowMillis) {
        return Math.max(0, nowMillis - issuedAtMillis);
    }
}
