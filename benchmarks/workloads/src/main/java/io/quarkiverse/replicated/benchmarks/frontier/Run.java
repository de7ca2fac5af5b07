package io.quarkiverse.replicated.benchmarks.frontier;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.management.OperatingSystemMXBean;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;

/**
 * All users at work with one application, which stands still before a measured run and after it. What they do, and when, is
 * drawn alike in every run.
 */
final class Run {

    private static final OperatingSystemMXBean MACHINE = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Plan plan;
    private final Mix mix;
    private final Observations observations = new Observations();

    Run(Plan plan, Mix mix) {
        this.plan = plan;
        this.mix = mix;
    }

    /** By users who do not think, for as long as it takes to get warm. */
    void warmUp(URI address) throws InterruptedException, ExecutionException {
        work(address, plan.eager(), Duration.ZERO, () -> Thread.sleep(plan.warmUp().toMillis()));
        if (!observations.failures().isEmpty()) {
            throw new IllegalStateException("The warm-up failed: " + observations.failures().peek());
        }
    }

    Outcome measure(Application application, Way way, Lag lag, PostgresNode primary)
            throws InterruptedException, ExecutionException {
        PrimaryLoad load = new PrimaryLoad(primary, way.database());
        Meter meter = new Meter();
        application.thaw();
        work(application.address(), plan.users(), plan.think(), () -> {
            Thread.sleep(plan.leadIn().toMillis());
            meter.start();
            observations.begin();
            Thread.sleep(plan.measured().toMillis());
            observations.end();
            meter.stop();
        });
        application.freeze();
        load.end();
        return new Outcome(way, mix, lag, observations, load, meter.elapsed, meter.busy);
    }

    private void work(URI address, int count, Duration think, Course course) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Void>> users = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // Document 0 belongs to no user.
                long first = 1 + (long) i * plan.documents();
                users.add(threads.submit(
                        new User(new Browser(address, System::nanoTime), first, plan.documents(), mix, think, new Random(i),
                                observations)));
            }
            course.run();
            observations.end();
            for (Future<Void> user : users) {
                user.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Course {
        void run() throws InterruptedException;
    }

    private static final class Meter {

        private long startedAtNanos;
        private Duration elapsed;
        private double busy;

        void start() {
            // Each call returns the load since the call before.
            MACHINE.getCpuLoad();
            startedAtNanos = System.nanoTime();
        }

        void stop() {
            elapsed = Duration.ofNanos(System.nanoTime() - startedAtNanos);
            busy = MACHINE.getCpuLoad();
        }
    }
}
