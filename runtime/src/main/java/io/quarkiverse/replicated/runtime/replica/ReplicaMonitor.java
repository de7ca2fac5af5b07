package io.quarkiverse.replicated.runtime.replica;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Knows which replicas can be used. One background thread probes each of them again and again and publishes the next
 * {@link ReplicaSet}; a checkout that fails takes its replica out at once, without waiting for a probe.
 */
public final class ReplicaMonitor implements AutoCloseable {

    /** Is told of every change of state, once, by the thread that made it. */
    public interface Listener {

        void becameUsable(Database replica);

        void becameUnusable(Database replica, SQLException cause);
    }

    private static final System.Logger LOG = System.getLogger(ReplicaMonitor.class.getName());

    private final Map<Database, ReplicationProbe> probes;
    private final Duration interval;
    private final Listener listener;
    private final CountDownLatch firstRound = new CountDownLatch(1);
    // Read once per decision. Written by the background thread and by failed checkouts.
    private final AtomicReference<ReplicaSet> replicas;
    private final ScheduledExecutorService thread;

    /**
     * @param probes the replicas in the order of the configuration, each with its probe, which this monitor closes
     * @param interval the pause between two rounds of probes
     */
    public ReplicaMonitor(Map<Database, ReplicationProbe> probes, Duration interval, Listener listener) {
        this.probes = probes;
        this.interval = interval;
        this.listener = listener;
        this.replicas = new AtomicReference<>(ReplicaSet.unproved(List.copyOf(probes.keySet())));
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread it = new Thread(task, "replica-monitor");
            it.setDaemon(true);
            return it;
        });
    }

    /**
     * Starts the background thread and waits until every replica was probed once, so that an application's first reads go where
     * all the others will go, but no longer than {@code patience}: an application starts without its replicas.
     */
    public void start(Duration patience) throws InterruptedException {
        if (probes.isEmpty()) {
            return;
        }
        thread.scheduleWithFixedDelay(this::probeAll, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        firstRound.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What is known now. */
    public ReplicaSet replicas() {
        return replicas.get();
    }

    /** A checkout could not reach this replica: it is out until a probe can. */
    public void checkoutFailed(Database replica, SQLException cause) {
        ReplicaSet before = replicas.getAndUpdate(set -> set.without(replica));
        if (before.isUsable(replica)) {
            listener.becameUnusable(replica, cause);
        }
    }

    private void probeAll() {
        probes.forEach((replica, probe) -> {
            try {
                probe.probe();
                ReplicaSet before = replicas.getAndUpdate(set -> set.with(replica));
                if (!before.isUsable(replica)) {
                    listener.becameUsable(replica);
                }
            } catch (SQLException e) {
                checkoutFailed(replica, e);
            } catch (RuntimeException e) {
                // An executor drops a task that throws: the monitor would be dead and nobody would know.
                LOG.log(System.Logger.Level.ERROR, "The probe of replica '" + replica + "' failed unexpectedly", e);
                checkoutFailed(replica, new SQLException("The probe failed unexpectedly", e));
            }
        });
        firstRound.countDown();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            // A probe is bounded, so this is too; its connection must not be closed under it.
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        probes.values().forEach(ReplicationProbe::close);
    }
}
