package io.quarkiverse.replicated.runtime.postgres;

import java.util.OptionalLong;

import io.quarkiverse.replicated.runtime.position.LogPosition;

/**
 * A position in PostgreSQL's write-ahead log. A number alone says nothing after a failover: the new primary counts on from
 * where it had been, so the same number comes again with other content. The timeline tells them apart.
 * <a href="https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES">Timelines</a>,
 * <a href="https://www.postgresql.org/docs/current/datatype-pg-lsn.html">pg_lsn</a>.
 *
 * @param database a hash of the system identifier, the same on a primary and all its replicas
 * @param timeline goes up by one with each promotion
 * @param lsn bytes since the beginning of the log, unsigned
 */
public record PostgresLsn(int database, int timeline, long lsn) implements LogPosition {

    // https://github.com/postgres/postgres/blob/master/src/include/access/xlog_internal.h: the sizes of a page
    // (the default of the build), of the header that begins it, and of the header of a segment's first page.
    private static final long PAGE = 8192;
    private static final long PAGE_HEADER = 24;
    private static final long SEGMENT_HEADER = 40;

    /** @param text as PostgreSQL writes it: two hexadecimal numbers with a slash between them */
    public static long parse(String text) {
        int slash = text.indexOf('/');
        return Long.parseUnsignedLong(text, 0, slash, 16) << 32 | Long.parseUnsignedLong(text, slash + 1, text.length(), 16);
    }

    /**
     * The end of the last record before an insert position. At the end of a page that position already stands behind the
     * header of the next one, where an idle primary's replicas never arrive. Should a record really end there, none other
     * ends between the beginning of the page and it, so that a replica beyond the one is beyond the other.
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

    /** By timeline first: a later timeline has what is left of the earlier ones. */
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

    @Override
    public OptionalLong bytesUpTo(LogPosition later) {
        return later instanceof PostgresLsn it ? OptionalLong.of(Math.max(0, it.lsn - lsn)) : OptionalLong.empty();
    }

    @Override
    public String toString() {
        return String.format("%X/%08X on timeline %d", lsn >>> 32, lsn & 0xFFFFFFFFL, timeline);
    }
}
