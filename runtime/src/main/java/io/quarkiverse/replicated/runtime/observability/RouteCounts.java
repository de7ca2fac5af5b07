package io.quarkiverse.replicated.runtime.observability;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkus.runtime.metrics.MetricsFactory.TimeRecorder;

/**
 * Counts connections by server and reason, in numbers that exist from the beginning: to count makes nothing and locks nothing.
 */
public final class RouteCounts implements RouteListener {

    private final Server[] servers;
    private final LongAdder[][] counts;
    // Nobody waits before there are metrics to tell of it, or it is not told.
    private volatile TimeRecorder reached;
    private volatile TimeRecorder gaveUp;

    public RouteCounts(List<Server> servers) {
        this.servers = servers.toArray(Server[]::new);
        this.counts = new LongAdder[this.servers.length][Reason.values().length];
        for (LongAdder[] ofServer : counts) {
            for (int reason = 0; reason < ofServer.length; reason++) {
                ofServer[reason] = new LongAdder();
            }
        }
    }

    @Override
    public void routed(Route route, RequestRoute request) {
        counts[index(route)][route.reason().ordinal()].increment();
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
        return List.of(servers);
    }

    long of(Route route) {
        return counts[index(route)][route.reason().ordinal()].sum();
    }

    private int index(Route route) {
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isReachedBy(route)) {
                return i;
            }
        }
        throw new IllegalArgumentException("No server is here for " + route);
    }
}
