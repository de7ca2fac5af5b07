package io.quarkiverse.replicated.it.harness;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.replicated.cluster.PostgresNode;

/**
 * Makes a replica late by chance, from its creation until it is closed: its replay is held (one time in four), delayed by up to
 * 500 ms (one in four), or free, for 50 to 400 ms each, drawn alike in every run. Closing it sets the replay free and returns
 * when it is.
 */
public final class RandomLag implements AutoCloseable {

    private final PostgresNode replica;
    private final Random random = new Random(1);
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
    private volatile RuntimeException failure;

    public RandomLag(PostgresNode replica) {
        this.replica = replica;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.execute(this::change);
    }

    private void change() {
        try {
            next();
        } catch (RuntimeException e) {
            failure = e; // The result of a scheduled task is read nowhere else.
            return;
        }
        thread.schedule(this::change, 50 + random.nextInt(350), TimeUnit.MILLISECONDS);
    }

    private void next() {
        replica.resumeReplay();
        switch (random.nextInt(4)) {
            case 0 -> replica.pauseReplay();
            case 1 -> replica.applyDelay(Duration.ofMillis(random.nextInt(500)));
            default -> replica.applyDelay(Duration.ZERO);
        }
    }

    /**
     * @throws InterruptedException if it is not sure that the replay is free
     * @throws IllegalStateException if the replica stopped being late on the way
     */
    @Override
    public void close() throws InterruptedException {
        thread.shutdown(); // What is under way is finished; what has been scheduled is not begun.
        if (!thread.awaitTermination(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The replica is still being made late");
        }
        replica.applyDelay(Duration.ZERO);
        replica.resumeReplay();
        if (failure != null) {
            throw new IllegalStateException("The replica was made late only at first", failure);
        }
    }
}
