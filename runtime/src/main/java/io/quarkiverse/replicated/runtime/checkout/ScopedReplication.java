package io.quarkiverse.replicated.runtime.checkout;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;

/** Implements {@link Replication} by opening a scope around the call. */
public final class ScopedReplication implements Replication {

    private static final RouteIntent PRIMARY = new RouteIntent(Target.PRIMARY, Reason.PROGRAMMATIC,
            "Code that Replication runs on the primary", false);
    private static final RouteIntent REPLICA = new RouteIntent(Target.REPLICA, Reason.PROGRAMMATIC,
            "Code that Replication runs on a replica", false);

    private final RoutedGroup routed;

    public ScopedReplication(RoutedGroup routed) {
        this.routed = routed;
    }

    @Override
    public <T> T callOnPrimary(Callable<T> code) throws Exception {
        return call(PRIMARY, code);
    }

    @Override
    public void runOnPrimary(Runnable code) {
        run(PRIMARY, code);
    }

    @Override
    public <T> T callOnReplica(Callable<T> code) throws Exception {
        return call(REPLICA, code);
    }

    @Override
    public void runOnReplica(Runnable code) {
        run(REPLICA, code);
    }

    @Override
    public Optional<String> position() {
        return routed.positions().of(CurrentRequest.get().in(routed.group()), routed.connections().commit());
    }

    @Override
    public <T> T callAtPosition(String position, Callable<T> code) throws Exception {
        return call(at(position), code);
    }

    @Override
    public void runAtPosition(String position, Runnable code) {
        run(at(position), code);
    }

    private RouteIntent at(String position) {
        return new RouteIntent(Target.REPLICA, Reason.PROGRAMMATIC, "Code that Replication runs at a position", true,
                routed.positions().require(position));
    }

    @Override
    public Route currentRoute() {
        return routed.connections().currentRoute();
    }

    @Override
    public boolean readsFromPrimary() {
        return routed.connections().readsFromPrimary();
    }

    @Override
    public List<ReplicaStatus> replicas() {
        return routed.statuses().replicas();
    }

    private static <T> T call(RouteIntent intent, Callable<T> code) throws Exception {
        CurrentRequest.declareWrites(intent);
        RouteIntent outer = RouteScope.enter(intent);
        try {
            return code.call();
        } finally {
            RouteScope.restore(outer);
        }
    }

    private static void run(RouteIntent intent, Runnable code) {
        CurrentRequest.declareWrites(intent);
        RouteIntent outer = RouteScope.enter(intent);
        try {
            code.run();
        } finally {
            RouteScope.restore(outer);
        }
    }
}
