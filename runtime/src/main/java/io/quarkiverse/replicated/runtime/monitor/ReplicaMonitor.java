package io.quarkiverse.replicated.runtime.monitor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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
 * server again and again, and publish the next {@link ReplicaSet}. A checkout that fails takes its replica out at once. A read
 * that waits for a position makes the threads ask sooner. Reading the set takes no lock.
 */
public final class ReplicaMonitor implements AutoCloseable {

    /**
     * Is called for every change of state, once, on the thread that found it. For replicas it is called for the first state,
     * too.
     */
    public interface Listener {

        /**
         * Reads may go to this replica, or the primary is as it should be.
         *
         * @param before why that was not so before
         */
        void becameUsable(Server server, Unusable before);

        /** The server can no longer be used, or cannot be used for another reason than before. */
        void becameUnusable(Server server, Unusable why);

        /**
         * The server has answered over a shared session, whose server may change with each transaction. Called for each such
         * answer, before it counts.
         */
        default void sharesSessions(Server server) {
            // Not everything that listens needs to know.
        }

        /**
         * No connection to this replica can be of use any more, not even one that is in use. Called once, after the replica
         * became unusable.
         */
        void lost(Server replica);

        /**
         * All connections of this replica's pool are in use, and the server has done nothing for any of them for a long time,
         * so they are of no use to anyone.
         */
        void poolIsStuck(Server replica);

        /** The datasources of two replicas lead to the same server. Called once. */
        void share(Server replica, Server other);
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
    private final PrimaryCalls calls = new PrimaryCalls();
    private volatile boolean starting = true;

    /**
     * @param probes the servers in the order of the configuration, each with its probe; this monitor closes all probes. A
     *        primary that is not among them is assumed to be there.
     * @param dialect the kind of database of all servers
     * @param interval the pause between two probes of a server
     * @param committedHere the newest position that this process has got from the primary; {@code null} if there is none
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
     * Starts the probes and waits until every server was asked once, the primary first. The first reads of an application then
     * go where all later reads go. The wait takes at most {@code patience} for the primary, and as long again for the
     * replicas, because an application also starts without its servers.
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

    /**
     * Requires of every replica that it shows this, because the application has written it while it started. A replica that
     * does not show it is left out at once. That costs reads nothing, because the probes find out.
     */
    public void requireAtStart(RequiredPosition written) {
        if (!dialect.comparesPositions() || primary == null || written == RequiredPosition.NONE) {
            return;
        }
        judge.writtenAtStart().add(written, clock.nanos());
        for (Server replica : loops.keySet()) {
            if (replica != primary) {
                publish(replica, judge::unlessBehindStart);
            }
        }
    }

    /**
     * Waits until every replica that answers shows what was required of it so far, and reports those that do not. The first
     * reads then go where all later reads go.
     */
    public void started(Duration patience) {
        ReplicaSet known = published.await(patience, set -> Stream.of(set.states()).noneMatch(ReplicaState::isBehindStart),
                set -> {
                    if (judge.writtenAtStart().isUnknown()) {
                        loops.get(primary).ask();
                    }
                    Stream.of(set.states()).filter(ReplicaState::isBehindStart).forEach(it -> loops.get(it.server()).ask());
                    return true;
                });
        Stream.of(known.states()).forEach(it -> reports.started(it.server(), it.whyNot()));
    }

    /** What is known now. */
    public ReplicaSet replicas() {
        return published.current();
    }

    /**
     * Waits until a usable replica shows what is required, and makes the replicas be asked while it waits. Each replica is
     * asked at least once, and again unless it is too far behind to catch up in time. The method does not wait at all if no
     * replica can get there. All reads that wait at one time share the answers. Blocks, so it must not be called on an event
     * loop.
     *
     * @return what is known when the wait ends, whether the position was reached or not
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
     * What is known of the primary after it has been asked anew. The question is sent after this call. All callers at one time
     * share the answer. Blocks, so it must not be called on an event loop.
     *
     * @return what was known before, if the primary is silent for longer than {@code patience}
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
     * What is known after this replica has been asked anew. The question is sent after this call. All callers at one time
     * share the answer. Blocks, so it must not be called on an event loop.
     *
     * @return a set without news of the replica, if that is silent for longer than {@code patience}
     */
    public ReplicaSet askReplica(Server replica, Duration patience) {
        long askedAtNanos = clock.nanos();
        ReplicaSet set = published.await(patience, it -> wasAskedSince(it.sample(replica), askedAtNanos), it -> {
            loops.get(replica).ask();
            return it.state(replica).isInOrderButForLag();
        });
        return wasAskedSince(set.sample(replica), askedAtNanos) ? set : set.withoutNewsOf(replica);
    }

    private static boolean wasAskedSince(Sample sample, long sinceNanos) {
        return sample != null && sample.sentAtNanos() - sinceNanos >= 0;
    }

    /**
     * The current answer of the primary. The question is sent after this call. Blocks, so it must not be called on an event
     * loop.
     *
     * @return {@code null} if the primary did not answer in time
     */
    public Sample samplePrimary(Duration patience) {
        long askedAtNanos = clock.nanos();
        PrimaryState state = askPrimary(patience);
        return state.isWritable() && state.wasAskedSince(askedAtNanos) ? state.sample() : null;
    }

    /**
     * The same without blocking. The result comes on a thread that must not be kept.
     *
     * @return completes with {@code null} if the primary does not answer in time
     */
    public CompletableFuture<Sample> samplePrimarySoon(Duration patience) {
        if (primary == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<PrimaryState> answer = calls.add(clock.nanos());
        loops.get(primary).ask();
        return answer.thenApply(it -> it.isWritable() ? it.sample() : null)
                .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Reports that a checkout could not connect to this replica. The replica is left out until a probe can connect. The
     * probe's established connection proves nothing in this case, because the problem may concern new connections only, such
     * as a changed password. The next probe therefore makes a new connection.
     */
    public void checkoutFailed(Server replica, SQLException cause) {
        loops.get(replica).distrust();
        publish(replica, state -> state.without(Unusable.because(cause, dialect.kindOf(cause))));
    }

    /**
     * Reports that this replica's pool had no connection to give in time. The pool may be too small. But its connections may
     * also be broken without a sign, because something on the way has forgotten them. The next probe finds out.
     */
    public void poolTimedOut(Server replica) {
        ProbeLoop loop = loops.get(replica);
        if (loop != null && replica != primary) {
            loop.checkPool();
        }
    }

    /**
     * Reports that a session of this replica's pool could not run a statement, for a reason that other new sessions may share.
     * The established session of the probe cannot show that, so the next probe makes a new one. The replica stays in use until
     * the new session fails, too.
     */
    public void sessionRefused(Server replica) {
        ProbeLoop loop = loops.get(replica);
        if (loop != null && replica != primary) {
            loop.renewSession();
        }
    }

    /**
     * Reports that a connection to this server broke while it was in use. If the server has died, the connection of its probe
     * is broken too, so the server is probed at once. A replica is left out until the probe has answered.
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

    /**
     * Reports that a connection to this replica showed less than the monitor knows. The replica has crashed, and is asked
     * anew.
     */
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

    /** Handles the answers of the primary. The replicas are judged by them when they answer next. */
    private final class PrimaryNews implements ProbeLoop.Listener {

        @Override
        public void answered(Sample sample) {
            reports.reportSession(primary, sample);
            ProbeLoop loop = loops.get(primary);
            publish(before -> loop.isDistrusted() ? before : judge.judgePrimary(before, sample));
            if (!replicas().primary().isWritable()) {
                loop.distrust(); // The name may lead elsewhere the next time.
            }
        }

        @Override
        public void failed(SQLException cause, long askedAtNanos) {
            publish(before -> judge.judgePrimary(before, cause, askedAtNanos));
            if (replicas().primary().whyNot().cause() == Cause.NOT_A_PRIMARY) {
                loops.get(primary).distrust(); // The name may lead elsewhere the next time.
            }
        }

        @Override
        public void poolIsStuck() {
            // Never asked for: a commit may be under way.
        }

        private void publish(UnaryOperator<PrimaryState> change) {
            PublishedReplicas.Change<PrimaryState> made = published.publish(change);
            primaryAsked.countDown();
            calls.pass(made.after());
            reports.report(primary, made.before().whyNot(), made.after().whyNot());
        }
    }

    /** Handles the answers of a replica. */
    private final class ReplicaNews implements ProbeLoop.Listener {

        private final Server replica;
        // Both are only used by the thread of the loop.
        private int silences;
        private boolean lost;

        ReplicaNews(Server replica) {
            this.replica = replica;
        }

        @Override
        public void answered(Sample sample) {
            // Checked under the lock, because a checkout may have failed since the loop got its answer.
            reports.reportSession(replica, sample);
            ProbeLoop loop = loops.get(replica);
            publish(replica, before -> loop.isDistrusted() ? before : judge.judge(before, sample));
            ReplicaState state = replicas().state(replica);
            if (starting && state.isUnproved()) {
                loop.ask(); // The replica may soon reach what the primary had when it was asked.
            } else {
                firstRound.countDown();
            }
            silences = 0;
            lost &= state.isStranger();
            reactToStranger(state);
            reports.reportServer(replica, sample.server());
        }

        @Override
        public void failed(SQLException cause, long askedAtNanos) {
            publish(replica, before -> before.failed(cause, dialect.kindOf(cause)));
            firstRound.countDown();
            ReplicaState state = replicas().state(replica);
            reactToStranger(state);
            Unusable why = state.whyNot();
            silences = why != null && why.cause() == Cause.SILENT ? silences + 1 : 0;
            if (why != null && why.cause() == Cause.UNREACHABLE && !why.isAnswer() || silences > 1) {
                lose();
            }
        }

        @Override
        public void poolIsStuck() {
            reports.poolIsStuck(replica);
        }

        private void reactToStranger(ReplicaState state) {
            if (state.isStranger()) {
                lose();
                loops.get(replica).distrust(); // The name may lead elsewhere the next time.
            }
        }

        /**
         * A host that disappears ends no connections, so those who wait for its answers would wait forever. A read loses
         * nothing when its connection is cut. One silent probe may be due to a moment's load.
         */
        private void lose() {
            if (!lost) {
                lost = true;
                reports.lost(replica);
            }
        }
    }
}
