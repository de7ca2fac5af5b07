package io.quarkiverse.replicated.runtime.pool;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * How many connections of the primary may stand in for those of replicas at one time, so that writes find some. Clients that
 * have written, and must see it, have a share of their own, which the crowd cannot take. Where positions may be made up,
 * clients
 * that only claim to have written have a smaller share.
 */
public final class FallbackBudget {

    private final Share crowd;
    private final Share writers;
    private final Share unproved;

    /**
     * @param most for all of them; each share has one at least
     * @param signed a client cannot claim to have written if it has not
     */
    public FallbackBudget(int most, boolean signed) {
        crowd = new Share(most - most / 2);
        unproved = new Share(signed ? 0 : most / 4);
        writers = new Share(signed ? most / 2 : most / 2 - most / 4);
    }

    /**
     * The share that a read takes from.
     *
     * @param required what the read must see
     * @param trusted that is not made up
     */
    public Share of(RequiredPosition required, boolean trusted) {
        return required == RequiredPosition.NONE ? crowd : trusted ? writers : unproved;
    }

    /** For reads that need no position. */
    public Share crowd() {
        return crowd;
    }

    /** For reads of clients that are known to have written. */
    public Share writers() {
        return writers;
    }

    /** For reads of clients that claim to have written, and cannot prove it. */
    public Share unproved() {
        return unproved;
    }

    /** A number of connections. Safe for use by any number of threads. */
    public static class Share {

        /** Without a limit: nothing is counted. */
        public static final Share NONE = new Share(Integer.MAX_VALUE) {

            @Override
            public boolean tryTake(Duration patience) {
                return true;
            }

            @Override
            public void take() {
                // Nothing is counted.
            }

            @Override
            public void giveBack() {
                // Nothing was taken.
            }
        };

        private final int limit;
        private final Permits left;

        private Share(int limit) {
            this.limit = Math.max(1, limit);
            this.left = new Permits(this.limit);
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

        /** Takes one more, left or not: for a request that was let in before. */
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

    private static final class Permits extends Semaphore {

        private static final long serialVersionUID = 1;

        Permits(int permits) {
            super(permits);
        }

        @Override
        protected void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }
}
