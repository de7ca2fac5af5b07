package io.quarkiverse.replicated.runtime.server;

/** What the text of a statement shows of it. */
public enum StatementKind {

    /** It reads, but it may call a function that writes, take a number from a sequence, or lock rows. */
    QUERY,

    /** It writes, or a replica refuses it for another reason. */
    CHANGE,

    /** It neither reads nor writes: a setting, or a prepared statement. */
    NEITHER,

    /** It begins a transaction. */
    BEGIN,

    /** It ends a transaction. */
    END,

    /** It ends a part of a transaction, or begins another with the end of one. */
    END_OF_PART,

    /** The text does not show it. It may end transactions itself, so it cannot be put into one of ours. */
    UNKNOWN,

    /** There are several statements in one text, any of which may begin or end a transaction. */
    SEVERAL
}
