package io.quarkiverse.replicated.runtime.observability;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkus.runtime.metrics.MetricsFactory.TimeRecorder;

/**
 * Counts connections by server and reason. All counters exist from the beginning, so that counting allocates nothing and takes
 * no lock.
 */
public final class RouteCounts implements RouteListener {

    private final List<Server> servers;
    private final PerPlacement<LongAdder> counts;
    // null until there are metrics that record the waits.
    private volatile TimeRecorder reached;
    private volatile TimeRecorder gaveUp;

    public RouteCounts(List<Server> servers) {
        this.servers = servers;
        this.counts = new PerPlacement<>(servers, placement -> new LongAdder());
    }

    @Override
    public void routed(Placement placement, Request request) {
        counts.of(placement).increment();
    }

    @Override
    public void waited(long nanos, boolean hasReached) {
        TimeRecorder recorder = hasReached ? reached : gaveUp;
        if (recorder != null) {
            recorder.update(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void record(TimeRecorder reached, TimeRecorder gaveUp) {
        this.reached = reached;
        this.gaveUp = gaveUp;
    }

    List<Server> servers() {
        return servers;
    }

    long of(Placement placement) {
        return counts.of(placement).sum();
    }
}
