package io.quarkiverse.replicated.runtime.devui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;

import io.quarkiverse.replicated.runtime.checkout.RoutedGroup;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.monitor.ReplicaStatuses;
import io.quarkiverse.replicated.runtime.observe.Observations;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkus.arc.InjectableInstance;
import io.smallrye.mutiny.Multi;

/**
 * Answers the requests of the Dev UI pages. The class has no scope. The Dev UI makes it a bean, in dev mode only. No call asks
 * a database server.
 */
public final class DevUIJsonRpc {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final InjectableInstance<RoutedGroup> routed;
    private final Instance<Decisions> decisions;
    private final Instance<Observations> observations;
    private final long maxLagMillis;
    private volatile boolean stopped;

    public DevUIJsonRpc(Instance<RoutedGroup> routed, Instance<Decisions> decisions,
            Instance<Observations> observations, ReplicatedRuntimeConfig config) {
        this.routed = (InjectableInstance<RoutedGroup>) routed;
        this.observations = observations;
        this.decisions = decisions;
        this.maxLagMillis = config.maxLag().toMillis();
    }

    /**
     * What is known of the servers now, the primary first. Empty if the servers are not watched, or if the primary has no URL.
     */
    public Servers servers() {
        List<ServerView> servers = new ArrayList<>();
        if (isRouted()) {
            ReplicaStatuses statuses = routed.get().statuses();
            PrimaryState primary = statuses.primary();
            if (primary.server() != null) {
                servers.add(ServerView.of(primary, statuses.primaryCheckedAt()));
            }
            statuses.replicas().forEach(it -> servers.add(ServerView.of(it)));
        }
        return new Servers(servers, maxLagMillis);
    }

    /** The last requests that used the database, the newest first. */
    public List<DecisionView> decisions() {
        return decisions.isResolvable() ? decisions.get().latest() : List.of();
    }

    /** What was observed of each place so far. Empty while connections are routed. */
    public List<PlaceView> observed() {
        return observations.isResolvable() ? observations.get().report().places().stream().map(PlaceView::of).toList()
                : List.of();
    }

    /** Emits {@link #servers} again and again, as long as the application runs. */
    public Multi<Servers> serverStream() {
        return live(this::servers);
    }

    /** Emits {@link #decisions} whenever they change, as long as the application runs. */
    public Multi<List<DecisionView>> decisionStream() {
        return live(this::decisions);
    }

    /** Emits {@link #observed} whenever it changes, as long as the application runs. */
    public Multi<List<PlaceView>> observedStream() {
        return live(this::observed);
    }

    /**
     * A stream that a live reload leaves behind is never cancelled. It therefore ends itself when the application stops, so
     * that it does not keep the old application in memory.
     */
    private <T> Multi<T> live(Supplier<T> question) {
        return Multi.createFrom().ticks().startingAfter(INTERVAL).every(INTERVAL).onOverflow().drop()
                .select().first(tick -> !stopped)
                .map(tick -> question.get())
                .skip().repetitions();
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    private boolean isRouted() {
        return routed.isResolvable() && routed.getHandle().getBean().isActive();
    }

    /** @param maxLagMillis how late a replica may be, in milliseconds */
    public record Servers(List<ServerView> servers, long maxLagMillis) {
    }
}
