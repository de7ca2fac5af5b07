package io.quarkiverse.replicated.runtime.pool;

import java.time.Duration;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/**
 * Limits how many connections of the primary may stand in for those of replicas at one time, so that some remain for writes.
 * Each {@linkplain Share share} has a reserve, which reads of other shares cannot take. What is not reserved goes to any read.
 * <p>
 * A request that has a connection and needs another one may wait for requests that wait for it. If none of its connections
 * comes back while it waits, one connection of the request may therefore exceed the limit. At most one connection of each
 * request that has a permit does so, so that there are never more than twice as many connections as permits.
 * <p>
 * Safe for use by any number of threads.
 */
public final class FallbackBudget {

    /** The kinds of reads. */
    public enum Share {

        /** Reads of clients that are known to have written, and must see their writes. They are served first. */
        WRITERS,

        /** Reads of clients that claim to have written but cannot prove it. */
        UNPROVED,

        /** Reads that any replica could serve. */
        CROWD
    }

    /**
     * How long a read waits for a permit.
     *
     * @param toBegin the wait of a request that has not read from the primary before, which is turned away after that. An
     *        admitted request whose connections all stay out for as long may exceed the limit by one.
     * @param toGoOn the wait of an admitted request, which fails after that
     */
    public record Patience(Duration toBegin, Duration toGoOn) {

        /** Of a thread that must not wait. */
        public static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO);

        Duration of(WaitingRead read) {
            return read.isAdmitted() ? toGoOn : toBegin;
        }
    }

    private static final Share[] SHARES = Share.values();

    private final int most;
    // All that follow are indexed by share or by the identity of a request, and guarded by the lock.
    private final int[] reserves = new int[SHARES.length];
    private final int[] taken = new int[SHARES.length];
    private final Map<Share, Long> refused = new EnumMap<>(Share.class);
    private final Map<Object, Visit> visits = new IdentityHashMap<>();
    private final WaitingReads waiting = new WaitingReads();
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param most the limit for all shares together
     * @param signed whether positions are signed, so that a client cannot claim to have written if it has not
     */
    public FallbackBudget(int most, boolean signed) {
        this.most = most;
        int proved = signed ? most / 2 : most / 8;
        reserves[Share.WRITERS.ordinal()] = proved;
        reserves[Share.UNPROVED.ordinal()] = signed ? 0 : most / 2 - proved;
        reserves[Share.CROWD.ordinal()] = most / 4;
    }

    /** The limit for all shares together. */
    public int most() {
        return most;
    }

    /** How many connections the share can always have. */
    public int reserve(Share share) {
        return reserves[share.ordinal()];
    }

    /**
     * The share that a read belongs to.
     *
     * @param required what the read must see
     * @param trusted whether that is known not to be forged
     */
    public static Share share(RequiredPosition required, boolean trusted) {
        return required == RequiredPosition.NONE ? Share.CROWD : trusted ? Share.WRITERS : Share.UNPROVED;
    }

    /**
     * Takes a permit for one more connection. Blocks for as long as the patience allows.
     *
     * @param request the request that reads or, outside of requests, the thread; compared by identity
     * @param admitted whether the request has had a permit before
     * @return empty if no permit became free in time
     */
    public Optional<Permit> take(Share share, Object request, boolean admitted, Patience patience) {
        lock.lock();
        try {
            Visit visit = visits.get(request);
            Permit permit = tryTake(share, request, visit != null && (visit.isStuck() || patience.toBegin().isZero()));
            if (permit == null && !patience.toBegin().isZero()) {
                permit = await(new WaitingRead(share, request, admitted || visit != null, lock.newCondition()), patience);
            }
            if (permit == null) {
                refused.merge(share, 1L, Long::sum);
            }
            return Optional.ofNullable(permit);
        } finally {
            lock.unlock();
        }
    }

    /** How many connections of this share are out now. */
    public int taken(Share share) {
        lock.lock();
        try {
            return taken[share.ordinal()] + (int) visits.values().stream().filter(it -> it.exceeds(share)).count();
        } finally {
            lock.unlock();
        }
    }

    /** How many reads of this share got no permit in time, since the start. */
    public long refused(Share share) {
        lock.lock();
        try {
            return refused.getOrDefault(share, 0L);
        } finally {
            lock.unlock();
        }
    }

    private Permit await(WaitingRead read, Patience patience) {
        waiting.add(read);
        try {
            long waitedNanos = 0;
            long leftNanos;
            while (read.permit() == null && (leftNanos = patience.of(read).toNanos() - waitedNanos) > 0) {
                Visit visit = visits.get(read.request());
                int changes = visit == null ? 0 : visit.changes();
                long pauseNanos = Math.min(leftNanos, patience.toBegin().toNanos());
                long restNanos = read.await(pauseNanos);
                waitedNanos += pauseNanos - restNanos;
                if (read.permit() == null && restNanos == 0 && visit != null && visit == visits.get(read.request())
                        && visit.changes() == changes) {
                    visit.markStuck();
                    read.grant(tryTake(read.share(), read.request(), true));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.remove(read);
        }
        return read.permit();
    }

    /**
     * Returns {@code null} if no permit is free.
     *
     * @param mayExceed whether the request may exceed the limit, if it does not do so yet
     */
    private Permit tryTake(Share share, Object request, boolean mayExceed) {
        boolean free = isFree(share);
        Visit visit = visits.get(request);
        if (!free && !(mayExceed && visit != null && visit.exceed(share))) {
            return null;
        }
        if (free) {
            taken[share.ordinal()]++;
        }
        if (visit == null) {
            visit = new Visit();
            visits.put(request, visit);
        }
        visit.begin();
        waiting.admit(request);
        return new Taken(share, request, visit);
    }

    /** Whether this share may take one more, so that what is left still covers the reserves of the others. */
    private boolean isFree(Share share) {
        int left = most;
        int kept = 0;
        for (Share each : SHARES) {
            left -= taken[each.ordinal()];
            kept += each == share ? 0 : Math.max(0, reserves[each.ordinal()] - taken[each.ordinal()]);
        }
        return left > kept;
    }

    private void giveBack(Share share, Object request, Visit visit) {
        Share exceeding = visit.end();
        taken[share.ordinal()]--;
        if (exceeding != null) {
            taken[exceeding.ordinal()]++; // The connection that exceeded the limit takes the permit over.
        }
        if (visit.isOver()) {
            visits.remove(request);
        }
        waiting.serve(read -> {
            Visit its = visits.get(read.request());
            return tryTake(read.share(), read.request(), its != null && its.isStuck());
        });
    }

    /** A permit that was taken. */
    private final class Taken implements Permit {

        private final Share share;
        private final Object request;
        private final Visit visit;
        private boolean out = true;

        Taken(Share share, Object request, Visit visit) {
            this.share = share;
            this.request = request;
            this.visit = visit;
        }

        @Override
        public void giveBack() {
            lock.lock();
            try {
                if (out) {
                    out = false;
                    FallbackBudget.this.giveBack(share, request, visit);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
