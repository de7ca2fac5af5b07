package io.quarkiverse.replicated.runtime.position;

import java.util.OptionalLong;

/**
 * A place in the history of a database. On a primary, it is where a commit ended. On a replica, it is how far the replica
 * shows that history.
 * <p>
 * Positions are partially ordered. One of two positions may include the other, or neither may include the other, for instance
 * if they are sets of transactions from two sources. There is therefore no maximum of two positions, but there is a position
 * that {@linkplain #and includes both}. Immutable, and equal by value. Each kind of database has its own positions. An
 * application never mixes two kinds.
 */
public interface LogPosition {

    /** How the history of one position is related to the history of another position. */
    enum History {

        /** No failover lies between the two positions, so they can be compared. */
        SAME,

        /** This position was made before a failover, the other position after it. */
        BEFORE_FAILOVER,

        /** This position was made after a failover, the other position before it. */
        AFTER_FAILOVER,

        /** The two positions belong to different databases and cannot be compared. */
        OTHER_DATABASE
    }

    /**
     * Whether a read from a server that shows {@code shown} sees everything that was committed up to this position. Always
     * {@code false} unless both are of the {@linkplain History#SAME same history}.
     */
    boolean isReachedBy(LogPosition shown);

    /**
     * A position that includes this position and the other one. It is one of the two if that one includes the other, otherwise
     * a third position. After a failover, the new history stands for what is left of the old one.
     *
     * @param other a position of the same database
     * @throws IllegalArgumentException the other position is of another database
     */
    LogPosition and(LogPosition other);

    /** How the history of this position is related to that of the other position. */
    History relationTo(LogPosition other);

    /**
     * How many bytes of the log lie between this position and a later position of the same history that includes it. Zero if
     * {@code later} does not include this position; empty if positions are no places in a log.
     */
    OptionalLong bytesUpTo(LogPosition later);

    /**
     * This position, reported by a server that has reported {@code earlier} before and has not been restarted in between. The
     * result is of the same history as {@code earlier} if the server cannot have left that history, otherwise it is this
     * position itself.
     */
    default LogPosition continuing(LogPosition earlier) {
        return this;
    }

    /**
     * Whether a server that has reported {@code earlier} before, has not been restarted in between, and reports this position
     * now, has lost nothing of what it showed, although a failover may lie between the two positions.
     */
    default boolean goesOnFrom(LogPosition earlier) {
        return earlier.isReachedBy(this);
    }

    /** Whether both positions are of one database, regardless of failovers between them. */
    default boolean isSameDatabase(LogPosition other) {
        return relationTo(other) != History.OTHER_DATABASE;
    }

    /** Whether the two positions can be compared, because no failover lies between them. */
    default boolean isSameHistory(LogPosition other) {
        return relationTo(other) == History.SAME;
    }

    /** Whether this position includes everything that the other one includes. */
    default boolean includes(LogPosition other) {
        return isSameDatabase(other) && and(other).equals(this);
    }
}
