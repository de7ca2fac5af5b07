package io.quarkiverse.replicated.runtime.replica;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Knows which replicas can be used. Background threads, one for each replica so that none waits for another, probe them again
 * and again and publish the next {@link ReplicaSet}; a checkout that fails takes its replica out at once.
 */
public final class ReplicaMonitor implements AutoCloseable {

    /** Is told of every change of state and of the first state, once, by the thread that found it. */
    public interface Listener {

        void becameUsable(Database replica);

        void becameUnusable(Database replica, SQLException cause);
    }

    private static final System.Logger LOG = System.getLogger(ReplicaMonitor.class.getName());

    private final Map<Database, ReplicationProbe> probes;
    private final Duration interval;
    private final Listener listener;
    private final CountDownLatch firstRound;
    private final Set<Database> distrusted = ConcurrentHashMap.newKeySet();
    private final Set<Database> unknown = ConcurrentHashMap.newKeySet();
    // Read once per decision. Written by the background threads and by failed checkouts.
    private final AtomicReference<ReplicaSet> replicas;
    private final ScheduledExecutorService threads;

    /**
     * @param probes the replicas in the order of the configuration, each with its probe, which this monitor closes
     * @param interval the pause between two probes of a replica
     */
    public ReplicaMonitor(Map<Database, ReplicationProbe> probes, Duration interval, Listener listener) {
        this.probes = probes;
        this.interval = interval;
        this.listener = listener;
        this.firstRound = new CountDownLatch(probes.size());
        this.unknown.addAll(probes.keySet());
        this.replicas = new AtomicReference<>(ReplicaSet.unproved(List.copyOf(probes.keySet())));
        this.threads = Executors.newScheduledThreadPool(probes.size(), task -> {
            Thread it = new Thread(task, "replica-monitor");
            it.setDaemon(true);
            return it;
        });
    }

    /**
     * Starts the probes and waits until every replica was probed once, so that an application's first reads go where all the
     * others will go, but no longer than {@code patience}: an application starts without its replicas.
     */
    public void start(Duration patience) throws InterruptedException {
        probes.forEach((replica, probe) -> threads.scheduleWithFixedDelay(() -> check(replica, probe), 0, interval.toNanos(),
                TimeUnit.NANOSECONDS));
        firstRound.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What is known now. */
    public ReplicaSet replicas() {
        return replicas.get();
    }

    /**
     * A checkout could not connect to this replica: it is out until a probe can. An established connection of the probe proves
     * nothing then (a changed password, for instance, concerns new ones only), so the next probe makes a new one.
     */
    public void checkoutFailed(Database replica, SQLException cause) {
        distrusted.add(replica);
        markUnusable(replica, cause);
    }

    /** Runs again and again, so it lets nothing out: an executor drops a task that throws, and nobody would know. */
    private void check(Database replica, ReplicationProbe probe) {
        try {
            if (distrusted.remove(replica)) {
                probe.reconnect();
            }
            probe.probe();
            if (!distrusted.contains(replica)) { // Else a checkout has failed in the meantime.
                markUsable(replica);
            }
        } catch (SQLException e) {
            report(() -> markUnusable(replica, e));
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, "The probe of replica '" + replica + "' failed unexpectedly", e);
            report(() -> markUnusable(replica, new SQLException("the probe failed unexpectedly", e)));
        } finally {
            firstRound.countDown();
        }
    }

    private void report(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A change of the replicas could not be reported", e);
        }
    }

    private void markUsable(Database replica) {
        ReplicaSet before = replicas.getAndUpdate(set -> set.with(replica));
        unknown.remove(replica);
        if (!before.isUsable(replica)) {
            listener.becameUsable(replica);
        }
    }

    private void markUnusable(Database replica, SQLException cause) {
        ReplicaSet before = replicas.getAndUpdate(set -> set.without(replica));
        if (unknown.remove(replica) || before.isUsable(replica)) {
            listener.becameUnusable(replica, cause);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // A probe is bounded, so this is too; its connection must not be closed under it.
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        probes.values().forEach(ReplicationProbe::close);
    }
}
