package io.quarkiverse.replicated.runtime.server;

/**
 * Why a session of the primary refuses to write, although neither the server is a replica nor the connection read-only.
 *
 * @param detail what bans writes, as a part of a sentence
 * @param cure how to end the ban, as sentences
 */
public record WriteBan(Scope scope, String detail, String cure) {

    /** What a ban applies to. */
    public enum Scope {

        /** All sessions, also those that exist. */
        SERVER,

        /** All sessions that begin while the ban lasts. A session that has begun keeps it. */
        LOGIN,

        /** One session only. */
        SESSION
    }
}
