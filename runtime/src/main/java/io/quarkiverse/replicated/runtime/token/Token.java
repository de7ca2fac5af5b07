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

    /**
     * How far the time of issue is from now, in either direction. A token of an instance whose clock is ahead is as good as
     * one that is as old. A token of the distant future was made up, or issued by a clock that is wrong.
     */
    long ageMillis(long nowMillis) {
        return Math.abs(nowMillis - issuedAtMillis);
    }
}
