package io.quarkiverse.replicated.runtime.token;

/** What became of a token. */
public enum TokenFate {

    /** It was given to a client that had written, or out by {@code Replication.position()}. */
    MINTED,

    /** It was brought, by a client or to {@code Replication.callAtPosition}, and believed, at first at least. */
    ACCEPTED,

    /** It is no token, or was not signed with a secret that is believed here. */
    REFUSED_NOT_GENUINE,

    /** It is unsigned, and of another database. */
    REFUSED_FOREIGN,

    /** It is unsigned, and the primary has never come as far. */
    REFUSED_BEYOND_PRIMARY,

    /** It cannot be compared with what any replica shows, and is older than {@code max-age}. */
    REFUSED_EXPIRED
}
