package io.quarkiverse.replicated.runtime.observability;

import java.util.Optional;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.runtime.checkout.RoutedGroup;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.ReadyWhen;
import io.quarkiverse.replicated.runtime.monitor.ReplicaStatuses;
import io.quarkiverse.replicated.runtime.pool.WriteRefusals.Refusal;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;
import io.quarkiverse.replicated.runtime.server.WriteBan.Scope;
import io.quarkus.arc.InjectableInstance;

/**
 * Checks readiness by what the servers can do together. Neither a dead replica nor a dead primary takes the application out of
 * rotation while another server does its work. A primary that answers but refuses to write counts as one that accepts no writes
 * if all sessions are concerned. The check reports each server. It asks none, except a primary that refuses to write.
 */
@Readiness
@Singleton
public final class ServersHealthCheck implements HealthCheck {

    private final InjectableInstance<RoutedGroup> routed;
    private final ReadyWhen readyWhen;

    public ServersHealthCheck(Instance<RoutedGroup> routed, ReplicatedRuntimeConfig config) {
        this.routed = (InjectableInstance<RoutedGroup>) routed;
        this.readyWhen = config.health().readyWhen();
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Database servers health check");
        if (!routed.getHandle().getBean().isActive()) {
            return response.up().build(); // The application has started without a database.
        }
        ReplicaStatuses statuses = routed.get().statuses();
        PrimaryState primary = statuses.primary();
        Optional<Refusal> refusal = primary.isThere() ? refusal(primary.server()) : Optional.empty();
        boolean writable = primary.isThere() && refusal.filter(it -> it.ban().scope() != Scope.SESSION).isEmpty();
        boolean ready = writable || readyWhen == ReadyWhen.ANY && (primary.isThere() || statuses.serves());
        response.withData(primary.server().dataSource(), refusal
                .map(it -> "answers, but refuses to write since " + it.since() + ": " + it.ban().detail())
                .orElseGet(() -> describe(primary)));
        for (ReplicaStatus replica : statuses.replicas()) {
            response.withData(replica.dataSource(), describe(replica));
        }
        return response.status(ready).build();
    }

    private static String describe(PrimaryState primary) {
        return primary.isWritable() ? "accepts writes"
                : primary.whyNot().cause() == Cause.UNANSWERED
                        ? "it is there, but does not report its position: " + primary.whyNot().detail()
                        : primary.whyNot().detail();
    }

    private Optional<Refusal> refusal(Server primary) {
        RoutedGroup group = routed.get();
        return group.refusals().current(group.servers().pool(primary));
    }

    private static String describe(ReplicaStatus replica) {
        StringBuilder text = new StringBuilder(replica.whyNot().orElse("usable"));
        replica.lag().ifPresent(it -> text.append(", lag ").append(it.toMillis()).append(" ms"));
        replica.lagBytes().ifPresent(it -> text.append(", ").append(it).append(" bytes"));
        replica.position().ifPresent(it -> text.append(", at ").append(it));
        replica.checkedAt().ifPresent(it -> text.append(", checked at ").append(it));
        if (replica.recoveryConflicts() > 0) {
            text.append(", recovery conflicts ").append(replica.recoveryConflicts());
        }
        return text.toString();
    }
}
