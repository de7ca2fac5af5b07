package io.quarkiverse.replicated.runtime.position;

import java.util.OptionalLong;

/**
 * A place in the history of a database: on a primary where a commit ended, on a replica how far it shows that history.
 * <p>
 * Positions are partially ordered. Of two positions one may include the other, or neither does: a set of transactions that came
 * from two sources, for instance. So there is no later one of two, there is only what {@linkplain #and includes both}.
 * Immutable, and equal by value. Each kind of database has its own; two kinds never meet in one application.
 */
public interface LogPosition {

    /** How the history that a position belongs to is related to the history of another position. */
    enum History {

        /** No failover lies between the two: they can be compared. */
        SAME,

        /** This position was made before a failover, the other one after it. */
        BEFORE_FAILOVER,

        /** This position was made after a failover, the other one before it. */
        AFTER_FAILOVER,

        /** The two belong to different databases, and say nothing about each other. */
        OTHER_DATABASE
    }

    /**
     * Whether a read from a server that shows {@code shown} sees all that was committed up to here. False unless both are of
     * the
     * {@linkplain History#SAME same history}.
     */
    boolean isReachedBy(LogPosition shown);

    /**
     * What includes this position and the other one: one of the two if it includes the other, else a third. After a failover
     * the new history stands for what is left of the old one.
     *
     * @param other a position of the same database
     * @throws IllegalArgumentException it is of another database
     */
    LogPosition and(LogPosition other);

    /** How the history of this position is related to that of the other one. */
    History relationTo(LogPosition other);

    /**
     * How many bytes of the log lie between this position and another one of the same history that includes it. Zero if it is
     * not included, empty where positions are no places in a log.
     */
    OptionalLong bytesUpTo(LogPosition later);

    /** Both are of one database, whatever failovers lie between. */
    default boolean isSameDatabase(LogPosition other) {
        return relationTo(other) != History.OTHER_DATABASE;
    }

    /** The two can be compared: no failover lies between. */
    default boolean isSameHistory(LogPosition other) {
        return relationTo(other) == History.SAME;
    }

    /** Whether nothing is in the other one that is not in this one. */
    default boolean includes(LogPosition other) {
        return isSameDatabase(other) && and(other).equals(this);
    }
}
