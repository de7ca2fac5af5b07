package io.quarkiverse.replicated.runtime.postgres;

import java.util.OptionalLong;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * A position in PostgreSQL's write-ahead log. A number alone is ambiguous after a failover. The new primary continues to count
 * from its own position, so that the same number occurs again with other content. The timeline distinguishes the two.
 * <a href="https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES">Timelines</a>,
 * <a href="https://www.postgresql.org/docs/current/datatype-pg-lsn.html">pg_lsn</a>.
 *
 * @param database a hash of the system identifier, the same on a primary and all its replicas
 * @param timeline the timeline, which goes up by one with each promotion
 * @param lsn the number of bytes since the beginning of the log, unsigned
 */
public record PostgresLsn(int database, int timeline, long lsn) implements LogPosition {

    // The sizes of a page (the default of the build), of the header that begins it, and of the header of a segment's first
    // page: https://github.com/postgres/postgres/blob/master/src/include/access/xlog_internal.h
    private static final long PAGE = 8192;
    private static final long PAGE_HEADER = 24;
    private static final long SEGMENT_HEADER = 40;

    /** @param text a position as PostgreSQL writes it: two hexadecimal numbers with a slash between them */
    public static long parse(String text) {
        int slash = text.indexOf('/');
        return Long.parseUnsignedLong(text, 0, slash, 16) << 32 | Long.parseUnsignedLong(text, slash + 1, text.length(), 16);
    }

    /**
     * The end of the last record before an insert position. At the end of a page, the insert position already stands behind
     * the header of the next page, which the replicas of an idle primary never reach. Even if a record really ends there, no
     * other record ends between the beginning of the page and that position. A replica that has passed one of the two has
     * therefore passed the other.
     */
    static long endOfRecord(long insert) {
        long inPage = insert & PAGE - 1;
        return inPage == PAGE_HEADER || inPage == SEGMENT_HEADER ? insert - inPage : insert;
    }

    @Override
    public boolean isReachedBy(LogPosition shown) {
        return shown instanceof PostgresLsn it && it.database == database && it.timeline == timeline
                && Long.compareUnsigned(it.lsn, lsn) >= 0;
    }

    /** Compares timelines first, because a later timeline has what is left of the earlier ones. */
    @Override
    public LogPosition and(LogPosition other) {
        if (!(other instanceof PostgresLsn it) || it.database != database) {
            throw new IllegalArgumentException(other + " is not a position of the same database as " + this);
        }
        int byTimeline = Integer.compareUnsigned(timeline, it.timeline);
        return (byTimeline != 0 ? byTimeline : Long.compareUnsigned(lsn, it.lsn)) >= 0 ? this : it;
    }

    @Override
    public History relationTo(LogPosition other) {
        if (!(other instanceof PostgresLsn it) || it.database != database) {
            return History.OTHER_DATABASE;
        }
        int byTimeline = Integer.compareUnsigned(timeline, it.timeline);
        return byTimeline == 0 ? History.SAME : byTimeline < 0 ? History.BEFORE_FAILOVER : History.AFTER_FAILOVER;
    }

    /**
     * A replica knows its timeline from its WAL receiver, and otherwise only from its last restart point. When the receiver
     * stops, the replica seems to be on an earlier timeline again. It cannot go back there unless it begins its replay anew,
     * and then its position goes back, too.
     */
    @Override
    public LogPosition continuing(LogPosition earlier) {
        return earlier instanceof PostgresLsn it && it.database == database
                && Integer.compareUnsigned(timeline, it.timeline) < 0 && Long.compareUnsigned(lsn, it.lsn) >= 0
                        ? new PostgresLsn(database, it.timeline, lsn)
                        : this;
    }

    /** A replica that follows a failover replays the new log from where it was in the old one. */
    @Override
    public boolean goesOnFrom(LogPosition earlier) {
        return earlier instanceof PostgresLsn it && it.database == database
                && Integer.compareUnsigned(timeline, it.timeline) >= 0 && Long.compareUnsigned(lsn, it.lsn) >= 0;
    }

    @Override
    public OptionalLong bytesUpTo(LogPosition later) {
        return later instanceof PostgresLsn it ? OptionalLong.of(Math.max(0, it.lsn - lsn)) : OptionalLong.empty();
    }

    @Override
    public String toString() {
        return String.format("%X/%08X on timeline %d", lsn >>> 32, lsn & 0xFFFFFFFFL, timeline);
    }
}
