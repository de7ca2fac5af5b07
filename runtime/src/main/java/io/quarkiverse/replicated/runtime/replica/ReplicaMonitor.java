package io.quarkiverse.replicated.runtime.replica;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Knows which replicas can be used and how far each has come. Background threads ask every server again and again and publish
 * the next {@link ReplicaSet}; a checkout that fails takes its replica out at once; a read that waits for a position has the
 * servers asked sooner. Reading the set takes no lock.
 */
public final class ReplicaMonitor implements AutoCloseable {

    /** Is told of every change of state and of the first state, once, by the thread that found it. */
    public interface Listener {

        void becameUsable(Database replica);

        void becameUnusable(Database replica, Unusable why);
    }

    private static final System.Logger LOG = System.getLogger(ReplicaMonitor.class.getName());

    private final Map<Database, ProbeLoop> loops = new LinkedHashMap<>();
    private final ProbeLoop primaryLoop;
    private final ReplicaJudge judge;
    private final Listener listener;
    private final Duration interval;
    private final CountDownLatch primaryAsked = new CountDownLatch(1);
    private final CountDownLatch firstRound;
    private final PublishedReplicas published;
    private volatile boolean starting = true;

    /**
     * @param primary the probe of the primary, or {@code null} for a kind of database that has no positions
     * @param probes the replicas in the order of the configuration, each with its probe; this monitor closes all of them
     * @param interval the pause between two probes of a server
     * @param committedHere the highest position that this process has had from the primary, or {@code null}
     */
    public ReplicaMonitor(ReplicationProbe primary, Map<Database, ReplicationProbe> probes, Duration interval,
            LagLimit limit, Supplier<LogPosition> committedHere, Listener listener) {
        this.listener = listener;
        this.interval = interval;
        this.judge = new ReplicaJudge(limit, primary != null, committedHere);
        this.firstRound = new CountDownLatch(probes.size());
        this.published = new PublishedReplicas(
                ReplicaSet.unproved(List.copyOf(probes.keySet()), limit.max().toNanos()));
        this.primaryLoop = primary == null || probes.isEmpty() ? null
                : new ProbeLoop("primary", primary, interval, new PrimaryNews());
        probes.forEach((replica, probe) -> loops.put(replica,
                new ProbeLoop(replica.dataSource(), probe, interval, new ReplicaNews(replica))));
    }

    /**
     * Starts the probes and waits until every server was asked once, the primary first, so that an application's first reads
     * go where all the others will go; but no longer than {@code patience} for the primary and as long again for the replicas:
     * an application starts without its servers.
     */
    public void start(Duration patience) throws InterruptedException {
        if (primaryLoop != null) {
            primaryLoop.start();
            primaryAsked.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        loops.values().forEach(ProbeLoop::start);
        firstRound.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        starting = false;
    }

    /** What is known now. */
    public ReplicaSet replicas() {
        return published.current();
    }

    /**
     * Waits until a usable replica shows what is required, and asks them as long as it waits: once at least, and again unless
     * they are so far behind that it is no use. Not at all if none of them can get there. All who wait at one time share the
     * answers. Blocks, so not for an event loop.
     *
     * @return what is known in the end, reached or not
     */
    public ReplicaSet awaitReached(RequiredPosition required, Duration patience) {
        long askedAtNanos = System.nanoTime();
        // Lag is measured in steps of the interval.
        long hopelessNanos = patience.plus(interval).toNanos();
        return published.await(patience, set -> set.firstThatReached(required, System.nanoTime()) != null, set -> {
            boolean hope = false;
            for (ReplicaState state : set.states()) {
                if (state.mayReach(required, askedAtNanos, hopelessNanos)) {
                    loops.get(state.database()).ask();
                    hope = true;
                }
            }
            return hope;
        });
    }

    /**
     * What the primary says now: the question is sent after this call. Blocks, so not for an event loop.
     *
     * @return {@code null} if it did not answer in time
     */
    public Sample askPrimary(Duration patience) {
        if (primaryLoop == null) {
            return null;
        }
        long askedAtNanos = System.nanoTime();
        Sample answer = published.await(patience, set -> isAnswer(set.primary(), askedAtNanos), set -> {
            primaryLoop.ask();
            return true;
        }).primary();
        return isAnswer(answer, askedAtNanos) ? answer : null;
    }

    private static boolean isAnswer(Sample sample, long askedAtNanos) {
        return sample != null && sample.sentAtNanos() - askedAtNanos >= 0;
    }

    /**
     * A checkout could not connect to this replica: it is out until a probe can. An established connection of the probe proves
     * nothing then (a changed password, for instance, concerns new ones only), so the next probe makes a new one.
     */
    public void checkoutFailed(Database replica, SQLException cause) {
        loops.get(replica).distrust();
        publish(replica, state -> state.without(Unusable.unreachable(cause)));
    }

    /** A connection to this replica showed less than the monitor was told: it has crashed, and is asked anew. */
    public void disproved(Database replica) {
        publish(replica, ReplicaState::withoutSample);
        loops.get(replica).ask();
    }

    private void publish(Database replica, UnaryOperator<ReplicaState> change) {
        PublishedReplicas.Change made = published.publish(replica, change);
        if (made.after() != made.before()) {
            report(made.before(), made.after());
        }
    }

    private void report(ReplicaState before, ReplicaState after) {
        try {
            if (after.whyNot() == null) {
                if (before.whyNot() != null) {
                    listener.becameUsable(after.database());
                }
            } else if (before.whyNot() == null || before.isUnproved() && !after.isUnproved()) {
                listener.becameUnusable(after.database(), after.whyNot());
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A change of the replicas could not be reported", e);
        }
    }

    @Override
    public void close() {
        List<ProbeLoop> all = new ArrayList<>(loops.values());
        if (primaryLoop != null) {
            all.add(primaryLoop);
        }
        all.forEach(ProbeLoop::stop);
        all.forEach(ProbeLoop::close);
    }

    /** What comes of asking the primary. The replicas are judged by it when they answer next. */
    private final class PrimaryNews implements ProbeLoop.Listener {

        @Override
        public void answered(Sample sample) {
            published.publish(set -> {
                judge.primaryAnswered(sample);
                return set.withPrimary(judge.primary());
            });
            primaryAsked.countDown();
        }

        @Override
        public void failed(SQLException cause) {
            LOG.log(System.Logger.Level.DEBUG, "The primary does not answer", cause);
            published.publish(set -> {
                judge.primaryFailed();
                return set;
            });
            primaryAsked.countDown();
        }
    }

    /** What comes of asking a replica. */
    private final class ReplicaNews implements ProbeLoop.Listener {

        private final Database replica;

        ReplicaNews(Database replica) {
            this.replica = replica;
        }

        @Override
        public void answered(Sample sample) {
            // Asked under the lock: a checkout may have failed since the loop had its answer.
            ProbeLoop loop = loops.get(replica);
            publish(replica, before -> loop.isDistrusted() ? before : judge.judge(before, sample));
            if (starting && replicas().state(replica).isUnproved()) {
                loop.ask(); // A moment later it may have reached what the primary had when it was asked.
            } else {
                firstRound.countDown();
            }
        }

        @Override
        public void failed(SQLException cause) {
            publish(replica, before -> before.without(Unusable.unreachable(cause)));
            firstRound.countDown();
        }
    }
}
