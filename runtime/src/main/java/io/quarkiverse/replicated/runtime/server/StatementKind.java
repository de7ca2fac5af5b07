package io.quarkiverse.replicated.runtime.server;

/** The kind of a statement, as far as its text shows it. */
public enum StatementKind {

    /** The statement reads, but it may call a function that writes, take a number from a sequence, or lock rows. */
    QUERY,

    /** The statement writes, or a replica refuses it for another reason, or a replica's lock would exclude no other server. */
    CHANGE,

    /** The statement neither reads nor writes: a setting, or a prepared statement. */
    NEITHER,

    /** The statement begins a transaction. */
    BEGIN,

    /** The statement ends a transaction. */
    END,

    /** The statement ends a part of a transaction, or ends a transaction and begins another one. */
    END_OF_PART,

    /**
     * The text does not show the kind. The statement may end transactions itself, so it cannot run inside an added
     * transaction.
     */
    UNKNOWN,

    /** The text contains several statements, any of which may begin or end a transaction. */
    SEVERAL
}
