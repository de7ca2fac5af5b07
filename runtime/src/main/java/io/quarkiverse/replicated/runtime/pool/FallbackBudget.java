package io.quarkiverse.replicated.runtime.pool;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many connections of the primary may stand in for those of replicas at one time, so that writes find some. Those who have
 * written, and must see it, have a share of their own, which the crowd cannot take; and where positions may be made up, those
 * who say that they have written have a smaller one.
 */
public final class FallbackBudget {

    private final Share crowd;
    private final Share writers;
    private final Share unproved;

    /**
     * @param most for all of them; each share has one at least
     * @param signed nobody can say that he has written who has not
     */
    public FallbackBudget(int most, boolean signed) {
        crowd = new Share(most - most / 2);
        unproved = new Share(signed ? 0 : most / 4);
        writers = new Share(signed ? most / 2 : most / 2 - most / 4);
    }

    /** For reads that need no position. */
    public Share crowd() {
        return crowd;
    }

    /** For reads of those who are known to have written. */
    public Share writers() {
        return writers;
    }

    /** For reads of those who say that they have written, and cannot prove it. */
    public Share unproved() {
        return unproved;
    }

    /** Safe for use by any number of threads. */
    public static final class Share {

        private final int limit;
        private final Left left;

        private Share(int limit) {
            this.limit = Math.max(1, limit);
            this.left = new Left(this.limit);
        }

        public int limit() {
            return limit;
        }

        /**
         * Takes one, if there is one left within this time. Blocks for as long, so not for an event loop unless that is zero.
         */
        public boolean tryTake(Duration patience) {
            try {
                return left.tryAcquire() || left.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Takes one more, left or not: for whoever was let in before. */
        public void take() {
            left.reducePermits(1);
        }

        public void giveBack() {
            left.release();
        }

        /** How many are taken; more than the limit if more were let in. */
        public int taken() {
            return limit - left.availablePermits();
        }
    }

    private static final class Left extends Semaphore {

        private static final long serialVersionUID = 1;

        Left(int permits) {
            super(permits);
        }

        @Override
        protected void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }
}
