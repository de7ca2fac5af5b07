package io.quarkiverse.replicated.runtime.token;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * What a client is given after it wrote.
 *
 * @param position what it has written up to, or {@code null} if that is unknown
 * @param issuedAtMillis by the wall clock of the instance that issued it, since 1970; clocks differ
 */
public record Token(LogPosition position, long issuedAtMillis) {

    /** How old it is. One that comes from a clock that is ahead of ours is new. */
    long ageMillis(long nowMillis) {
        return Math.max(0, nowMillis - issuedAtMillis);
    }
}
