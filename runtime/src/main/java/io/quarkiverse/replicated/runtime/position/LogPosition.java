package io.quarkiverse.replicated.runtime.position;

/**
 * A place in the history of a database: on a primary where a commit ended, on a replica how far it shows that history.
 * Immutable. Each kind of database has its own; two kinds never meet.
 */
public interface LogPosition {

    /** Whoever reads from a server that shows {@code replayed} sees all that was committed up to here. */
    boolean isReachedBy(LogPosition replayed);

    /** The one of the two that includes the other. Both are {@linkplain #isSameDatabase of one database}. */
    LogPosition later(LogPosition other);

    /** The other is a position of the same database, before or after any failover. */
    boolean isSameDatabase(LogPosition other);

    /** The other is on the same line of history: no failover lies between, and the two can be compared. */
    boolean isComparableTo(LogPosition other);

    /** The other is of the same database, after a failover that this one is before. */
    boolean isBeforeFailoverOf(LogPosition other);

    /** How much of the log lies between this one and a later one of the same line of history; not negative. */
    long bytesUpTo(LogPosition later);
}
