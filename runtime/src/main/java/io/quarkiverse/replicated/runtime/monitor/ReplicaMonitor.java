package io.quarkiverse.replicated.runtime.monitor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/**
 * Knows which replicas can be used, how far each has come, and whether the primary is there. Background threads ask every
 * server again and again and publish the next {@link ReplicaSet}; a checkout that fails takes its replica out at once; a read
 * that waits for a position has the servers asked sooner. Reading the set takes no lock.
 */
public final class ReplicaMonitor implements AutoCloseable {

    /** Hears of every change of state, once, on the thread that found it; of replicas also the first state. */
    public interface Listener {

        /** Reads may go to this replica, or writes to this primary again. */
        void becameUsable(Server server);

        /** They may not, or not for another reason than before. */
        void becameUnusable(Server server, Unusable why);
    }

    private final Map<Server, ProbeLoop> loops = new LinkedHashMap<>();
    private final Server primary;
    private final ReplicaJudge judge;
    private final StateReports reports;
    private final Duration interval;
    private final Dialect dialect;
    private final Clock clock;
    private final CountDownLatch primaryAsked = new CountDownLatch(1);
    private final CountDownLatch firstRound;
    private final PublishedReplicas published;
    private volatile boolean starting = true;

    /**
     * @param probes the servers in the order of the configuration, each with its probe; this monitor closes all of them. A
     *        primary that is not among them is taken to be there.
     * @param dialect the kind of database of all of them
     * @param interval the pause between two probes of a server
     * @param committedHere what this process has had from the primary ({@code null}: nothing)
     */
    public ReplicaMonitor(Map<Server, ReplicationProbe> probes, Dialect dialect, Duration interval, LagLimit limit,
            Supplier<LogPosition> committedHere, Listener listener, Clock clock) {
        this.reports = new StateReports(listener);
        this.interval = interval;
        this.judge = new ReplicaJudge(limit, dialect, committedHere);
        this.dialect = dialect;
        this.clock = clock;
        List<Server> replicas = probes.keySet().stream().filter(it -> it.target() == Target.REPLICA).toList();
        this.primary = probes.keySet().stream().filter(it -> it.target() == Target.PRIMARY).findFirst().orElse(null);
        this.firstRound = new CountDownLatch(replicas.size());
        this.published = new PublishedReplicas(ReplicaSet.unproved(primary, replicas, limit));
        probes.forEach((server, probe) -> loops.put(server, new ProbeLoop(server.dataSource(), probe, interval,
                server == primary ? new PrimaryNews() : new ReplicaNews(server), clock)));
    }

    /**
     * Starts the probes and waits until every server was asked once, the primary first, so that an application's first reads
     * go where all the others will go; but no longer than {@code patience} for the primary and as long again for the replicas:
     * an application starts without its servers.
     */
    public void start(Duration patience) throws InterruptedException {
        if (primary != null) {
            loops.get(primary).start();
            primaryAsked.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
        loops.forEach((server, loop) -> {
            if (server != primary) {
                loop.start();
            }
        });
        firstRound.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        starting = false;
    }

    /** What is known now. */
    public ReplicaSet replicas() {
        return published.current();
    }

    /**
     * Waits until a usable replica shows what is required, and asks them as long as it waits: once at least, and again unless
     * they are so far behind that it is no use. Not at all if none of them can get there. All reads that wait at one time share
     * the
     * answers. Blocks, so not for an event loop.
     *
     * @return what is known in the end, reached or not
     */
    public ReplicaSet awaitReached(RequiredPosition required, Duration patience) {
        long askedAtNanos = clock.nanos();
        // Lag is measured in steps of the interval.
        long hopelessNanos = patience.plus(interval).toNanos();
        return published.await(patience, set -> set.count(required, clock.nanos()) > 0, set -> {
            boolean hope = false;
            for (ReplicaState state : set.states()) {
                if (state.mayReach(required, askedAtNanos, hopelessNanos)) {
                    loops.get(state.server()).ask();
                    hope = true;
                }
            }
            return hope;
        });
    }

    /**
     * What is known of the primary once it has been asked anew: the question is sent after this call. Blocks, so not for an
     * event loop. All callers at one time share the answer.
     *
     * @return what was known before if it is silent for longer than {@code patience}
     */
    public PrimaryState askPrimary(Duration patience) {
        if (primary == null) {
            return replicas().primary();
        }
        long askedAtNanos = clock.nanos();
        return published.await(patience, set -> set.primary().wasAskedSince(askedAtNanos), set -> {
            loops.get(primary).ask();
            return true;
        }).primary();
    }

    /**
     * What the primary says now: the question is sent after this call. Blocks, so not for an event loop.
     *
     * @return {@code null} if it did not answer in time
     */
    public Sample samplePrimary(Duration patience) {
        long askedAtNanos = clock.nanos();
        PrimaryState state = askPrimary(patience);
        return state.isWritable() && state.wasAskedSince(askedAtNanos) ? state.sample() : null;
    }

    /**
     * A checkout could not connect to this replica: it is out until a probe can. An established connection of the probe proves
     * nothing then (a changed password, for instance, concerns new ones only), so the next probe makes a new one.
     */
    public void checkoutFailed(Server replica, SQLException cause) {
        loops.get(replica).distrust();
        publish(replica, state -> state.without(Unusable.because(cause, dialect.kindOf(cause))));
    }

    /**
     * A connection to this server broke while it was in use. If the server has died, that of its probe is broken too, which is
     * found out at once; a replica is out for as long as that takes.
     */
    public void connectionLost(Server server) {
        ProbeLoop loop = loops.get(server);
        if (loop == null) {
            return; // There are no replicas, and no server is watched.
        }
        if (server != primary) {
            publish(server, state -> !state.isInOrderButForLag() ? state
                    : state.without(new Unusable(Cause.SUSPECT, "a connection to it was lost")));
        }
        loop.ask();
    }

    /** A connection to this replica showed less than the monitor has heard: it has crashed, and is asked anew. */
    public void disproved(Server replica) {
        publish(replica, ReplicaState::withoutSample);
        loops.get(replica).ask();
    }

    private void publish(Server replica, UnaryOperator<ReplicaState> change) {
        PublishedReplicas.Change<ReplicaState> made = published.publish(replica, change);
        reports.report(replica, made.before().whyNot(), made.after().whyNot());
    }

    @Override
    public void close() {
        loops.values().forEach(ProbeLoop::stop);
        loops.values().forEach(ProbeLoop::close);
    }

    /** What comes of asking the primary. The replicas are judged by it when they answer next. */
    private final class PrimaryNews implements ProbeLoop.Listener {

        @Override
        public void answered(Sample sample) {
            ProbeLoop loop = loops.get(primary);
            publish(before -> loop.isDistrusted() ? before : judge.judgePrimary(before, sample));
            if (!replicas().primary().isWritable()) {
                loop.distrust(); // The name may lead elsewhere the next time.
            }
        }

        @Override
        public void failed(SQLException cause, long askedAtNanos) {
            publish(before -> {
                judge.primaryFailed();
                return before.failed(Unusable.because(cause, dialect.kindOf(cause)), askedAtNanos);
            });
        }

        private void publish(UnaryOperator<PrimaryState> change) {
            PublishedReplicas.Change<PrimaryState> made = published.publish(change);
            primaryAsked.countDown();
            reports.report(primary, made.before().whyNot(), made.after().whyNot());
        }
    }

    /** What comes of asking a replica. */
    private final class ReplicaNews implements ProbeLoop.Listener {

        private final Server replica;

        ReplicaNews(Server replica) {
            this.replica = replica;
        }

        @Override
        public void answered(Sample sample) {
            // Asked under the lock: a checkout may have failed since the loop had its answer.
            ProbeLoop loop = loops.get(replica);
            publish(replica, before -> loop.isDistrusted() ? before : judge.judge(before, sample));
            ReplicaState state = replicas().state(replica);
            if (starting && state.isUnproved()) {
                loop.ask(); // A moment later it may have reached what the primary had when it was asked.
            } else {
                firstRound.countDown();
            }
            if (state.isStranger()) {
                loop.distrust(); // The name may lead elsewhere the next time.
            }
        }

        @Override
        public void failed(SQLException cause, long askedAtNanos) {
            publish(replica, before -> before.failed(cause, dialect.kindOf(cause)));
            firstRound.countDown();
        }
    }
}
