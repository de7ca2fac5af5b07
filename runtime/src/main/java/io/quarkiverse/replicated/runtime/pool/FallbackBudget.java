package io.quarkiverse.replicated.runtime.pool;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * Limits how many connections of the primary may stand in for those of replicas at one time, so that some remain for writes.
 * Reads of clients that have written, and must see their writes, have a share of their own, which other reads cannot take.
 * Where positions can be forged, clients that only claim to have written have a smaller share.
 */
public final class FallbackBudget {

    private final Share crowd;
    private final Share writers;
    private final Share unproved;

    /**
     * @param most the limit for all shares together; each share has at least one connection
     * @param signed whether positions are signed, so that a client cannot claim to have written if it has not
     */
    public FallbackBudget(int most, boolean signed) {
        crowd = new Share(most - most / 2);
        unproved = new Share(signed ? 0 : most / 4);
        writers = new Share(signed ? most / 2 : most / 2 - most / 4);
    }

    /**
     * The share that a read counts against.
     *
     * @param required what the read must see
     * @param trusted whether that is known not to be forged
     */
    public Share of(RequiredPosition required, boolean trusted) {
        return required == RequiredPosition.NONE ? crowd : trusted ? writers : unproved;
    }

    /** The share of reads that need no position. */
    public Share crowd() {
        return crowd;
    }

    /** The share of reads by clients that are known to have written. */
    public Share writers() {
        return writers;
    }

    /** The share of reads by clients that claim to have written but cannot prove it. */
    public Share unproved() {
        return unproved;
    }

    /** A limited number of connections. Safe for use by any number of threads. */
    public static class Share {

        /** A share without a limit, which counts nothing. */
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
         * Takes a connection from the share if one is left within this time. Blocks for as long. An event loop must pass zero.
         */
        public boolean tryTake(Duration patience) {
            try {
                return left.tryAcquire() || left.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Takes one more connection from the share even if none is left, for a request that was admitted before. */
        public void take() {
            left.reducePermits(1);
        }

        public void giveBack() {
            left.release();
        }

        /** How many connections are taken. This may exceed the limit, because an admitted request may take more. */
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
