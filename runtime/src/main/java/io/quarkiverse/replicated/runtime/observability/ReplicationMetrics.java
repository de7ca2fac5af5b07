package io.quarkiverse.replicated.runtime.observability;

import java.util.function.Function;

import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.ReplicaAbsence;
import io.quarkiverse.replicated.runtime.monitor.ReplicaStatuses;
import io.quarkiverse.replicated.runtime.observe.Observations;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;
import io.quarkiverse.replicated.runtime.server.Finding;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.token.TokenCounts;
import io.quarkiverse.replicated.runtime.token.TokenCounts.Fate;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.runtime.metrics.MetricsFactory.TimeRecorder;

/**
 * The metrics about routes, replicas and tokens. All of them are read when metrics are scraped, except for the time that reads
 * wait, which is recorded. The values of each tag are few, and known at the start.
 */
public final class ReplicationMetrics {

    private final RouteCounts routes;
    private final ReplicaStatuses statuses;
    private final TokenCounts tokens;
    private final Observations observations;
    private final FallbackBudget budget;
    private final ReplicaAbsence absence;

    /**
     * @param observations {@code null} if connections are routed
     * @param absence {@code null} if no replica is configured
     */
    public ReplicationMetrics(RouteCounts routes, ReplicaStatuses statuses, TokenCounts tokens, Observations observations,
            FallbackBudget budget, ReplicaAbsence absence) {
        this.routes = routes;
        this.statuses = statuses;
        this.tokens = tokens;
        this.observations = observations;
        this.budget = budget;
        this.absence = absence;
    }

    public void register(MetricsFactory factory) {
        for (Server server : routes.servers()) {
            for (Reason reason : Reason.values()) {
                if (canLead(server.target(), reason)) {
                    registerRoute(factory, server.because(reason));
                }
            }
            if (server.target() == Target.REPLICA) {
                registerReplica(factory, server.dataSource());
            }
        }
        if (observations != null) {
            for (Target wanted : Target.values()) {
                for (Finding finding : Finding.values()) {
                    registerObserved(factory, wanted, finding);
                }
            }
        }
        if (routes.servers().size() > 1) {
            routes.record(wait(factory, "reached"), wait(factory, "gave-up"));
            for (Fate fate : Fate.values()) {
                factory.builder("replicated.tokens")
                        .description("Tokens that were given to clients that had written, and those that clients brought")
                        .tag("fate", RouteText.of(fate))
                        .buildCounter(() -> tokens.of(fate));
            }
            for (Share share : Share.values()) {
                registerShare(factory, share);
            }
        }
        if (absence != null && observations == null) {
            factory.builder("replicated.replicas.unusable")
                    .description("For how long no replica has been usable, since the start if none ever was; 0 while one is")
                    .unit("seconds")
                    .buildGauge(() -> statuses.serves() ? 0 : absence.duration().toNanos() / 1e9);
        }
    }

    private void registerShare(MetricsFactory factory, Share share) {
        factory.builder("replicated.fallback.connections")
                .description("Connections of the primary that stand in for those of replicas now")
                .tag("share", RouteText.of(share))
                .buildGauge(() -> budget.taken(share));
        factory.builder("replicated.fallback.refused")
                .description("Reads for which no connection of the primary became free in time")
                .tag("share", RouteText.of(share))
                .buildCounter(() -> budget.refused(share));
    }

    private void registerObserved(MetricsFactory factory, Target wanted, Finding finding) {
        factory.builder("replicated.observed.connections")
                .description("Connections of the observe-only mode, by where they would have led and what they were used for")
                .tag("wanted", RouteText.of(wanted))
                .tag("finding", RouteText.of(finding))
                .buildCounter(() -> observations.count(wanted, finding));
    }

    /**
     * Whether a connection can lead to this kind of server for this reason. A replica stands in for no other server. It is not
     * read, either, if nothing is routed or if no code asks for a replica.
     */
    private static boolean canLead(Target target, Reason reason) {
        return target == Target.PRIMARY || !reason.isFallback() && reason != Reason.NO_REQUEST && reason != Reason.OBSERVE_ONLY;
    }

    private void registerRoute(MetricsFactory factory, Placement placement) {
        factory.builder("replicated.routes")
                .description("Connections of the routed datasource, by where they led and why")
                .tag("target", RouteText.of(placement.target()))
                .tag("reason", RouteText.of(placement.reason()))
                .tag("datasource", placement.server().dataSource())
                .buildCounter(() -> routes.of(placement));
    }

    private void registerReplica(MetricsFactory factory, String replica) {
        gauge(factory, "replicated.replica.lag", "How far behind the primary a replica is at most", "seconds", replica,
                it -> it.lag().map(lag -> lag.toNanos() / 1e9).orElse(Double.NaN));
        gauge(factory, "replicated.replica.lag.bytes", "How much of the write-ahead log a replica has not replayed", "bytes",
                replica, it -> it.lagBytes().isPresent() ? (double) it.lagBytes().getAsLong() : Double.NaN);
        gauge(factory, "replicated.replica.usable", "Whether reads may go to a replica: 1 or 0", null, replica,
                it -> it.usable() ? 1.0 : 0.0);
        gauge(factory, "replicated.replica.recovery.conflicts",
                "Statements and sessions of this application that a replica has cancelled since the start", null, replica,
                it -> (double) it.recoveryConflicts());
    }

    private void gauge(MetricsFactory factory, String name, String description, String unit, String replica,
            Function<ReplicaStatus, Double> value) {
        MetricsFactory.MetricBuilder gauge = factory.builder(name).description(description).tag("datasource", replica);
        (unit == null ? gauge : gauge.unit(unit)).buildGauge(() -> statuses.replicas().stream()
                .filter(it -> it.dataSource().equals(replica)).findFirst().map(value).orElse(Double.NaN));
    }

    private static TimeRecorder wait(MetricsFactory factory, String outcome) {
        return factory.builder("replicated.position.wait")
                .description("For how long reads waited for a replica to show what their client had written")
                .tag("outcome", outcome)
                .buildTimer();
    }
}
