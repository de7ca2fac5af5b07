package io.quarkiverse.replicated.runtime.position;

import java.util.Arrays;
import java.util.OptionalLong;

/** A position of several counters, one for each source of commits, like a set of transaction identifiers. */
public final class VectorPosition implements LogPosition {

    private final int database;
    private final int epoch;
    private final long[] counters;

    public VectorPosition(int database, int epoch, long... counters) {
        this.database = database;
        this.epoch = epoch;
        this.counters = counters;
    }

    int database() {
        return database;
    }

    int epoch() {
        return epoch;
    }

    long[] counters() {
        return counters.clone();
    }

    @Override
    public boolean isReachedBy(LogPosition shown) {
        return shown != null && isSameHistory(shown) && isIn(((VectorPosition) shown).counters);
    }

    private boolean isIn(long[] others) {
        for (int i = 0; i < counters.length; i++) {
            if (counters[i] > others[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public LogPosition and(LogPosition other) {
        if (!isSameDatabase(other)) {
            throw new IllegalArgumentException(other + " is of another database");
        }
        VectorPosition it = (VectorPosition) other;
        if (epoch != it.epoch) {
            return epoch > it.epoch ? this : it;
        }
        long[] both = new long[counters.length];
        Arrays.setAll(both, i -> Math.max(counters[i], it.counters[i]));
        return new VectorPosition(database, epoch, both);
    }

    @Override
    public History relationTo(LogPosition other) {
        if (!(other instanceof VectorPosition it) || it.database != database) {
            return History.OTHER_DATABASE;
        }
        return epoch == it.epoch ? History.SAME : epoch < it.epoch ? History.BEFORE_FAILOVER : History.AFTER_FAILOVER;
    }

    /** Always empty, because counters are no places in a log. */
    @Override
    public OptionalLong bytesUpTo(LogPosition later) {
        return OptionalLong.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VectorPosition it && it.database == database && it.epoch == epoch
                && Arrays.equals(it.counters, counters);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counters);
    }

    @Override
    public String toString() {
        return Arrays.toString(counters) + " on timeline " + epoch;
    }
}
