package io.quarkiverse.replicated.benchmarks.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.Phase;
import io.hyperfoil.api.session.PhaseInstance.Status;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.api.HttpMethod;
import io.quarkiverse.replicated.it.harness.LinuxProcess;

/** Looks at the clocks when the first request is about to be sent, and when the last answer has come. */
final class MeteredRun extends LocalSimulationRunner {

    private final LinuxProcess process;

    // Written by the thread that changes the state of the only phase, read when the run is over.
    private volatile Clocks started;
    private volatile Clocks ended;

    /** @param statistics gets those of each method when the run is over */
    MeteredRun(Benchmark benchmark, LinuxProcess process, BiConsumer<HttpMethod, StatisticsSnapshot> statistics) {
        super(benchmark,
                (phase, step, metric, snapshot, countDown) -> statistics.accept(HttpMethod.valueOf(metric), snapshot),
                (phase, least, most) -> {
                }, (authority, tag, least, most) -> {
                });
        this.process = process;
    }

    @Override
    protected CompletableFuture<Void> phaseChanged(Phase phase, Status status, boolean sessionLimitExceeded, Throwable error) {
        if (status == Status.RUNNING) {
            started = clocks();
        } else if (status == Status.TERMINATED) {
            ended = clocks();
        }
        return super.phaseChanged(phase, status, sessionLimitExceeded, error);
    }

    Duration elapsed() {
        return Duration.ofNanos(ended.wallNanos() - started.wallNanos());
    }

    Duration processorTime() {
        return ended.processor().minus(started.processor());
    }

    private Clocks clocks() {
        return new Clocks(System.nanoTime(), process.processorTime());
    }

    private record Clocks(long wallNanos, Duration processor) {
    }
}
