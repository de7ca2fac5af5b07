package io.quarkiverse.replicated.it.consistency;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;

/** Makes a replica late by chance, until closed: its replay is held, delayed by up to 500 ms, or free, for a while each. */
final class RandomLag implements AutoCloseable {

    private final PostgresNode replica;
    private final Random random = new Random(1);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    RandomLag(PostgresCluster cluster) {
        this.replica = cluster.replica(0);
        thread.execute(this::change);
    }

    private void change() {
        replica.resumeReplay();
        switch (random.nextInt(4)) {
            case 0 -> replica.pauseReplay();
            case 1 -> replica.applyDelay(Duration.ofMillis(random.nextInt(500)));
            default -> replica.applyDelay(Duration.ZERO);
        }
        thread.schedule(this::change, 50 + random.nextInt(350), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(30, TimeUnit.SECONDS);
        replica.applyDelay(Duration.ZERO);
        replica.resumeReplay();
    }
}
