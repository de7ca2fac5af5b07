package io.quarkiverse.replicated.runtime.routing;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.sun.management.ThreadMXBean;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

class RouterTest {

    private static final Server PRIMARY = new Server(Target.PRIMARY, "p", 0);
    private static final Server FIRST = new Server(Target.REPLICA, "r1", 1);
    private static final Server SECOND = new Server(Target.REPLICA, "r2", 2);

    private static final ReplicaSet NONE = Servers.unproved();
    private static final ReplicaSet UNUSABLE = Servers.unproved(FIRST, SECOND);
    private static final ReplicaSet USABLE = Servers.usable(Servers.usable(UNUSABLE, SECOND, at(1, 200)), FIRST, at(1, 100));
    private static final Unusable GONE = new Unusable(Cause.UNREACHABLE, "gone");

    private static final Group GROUP = new Group(new LocalCommits(Clock.SYSTEM));

    private final Router router = new Router(PRIMARY, ReplicaSelector.ROUND_ROBIN);

    static Stream<Arguments> rules() {
        RouteIntent read = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);
        RouteIntent write = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "POST", false);
        RouteIntent useReplica = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "a", false);
        RouteIntent changesDatabase = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "b", false);
        RouteIntent onPrimary = new RouteIntent(Target.PRIMARY, Reason.PROGRAMMATIC, "c", false);
        return Stream.of(
                // scope, method of the request, annotation of its endpoint, replicas, expected placement
                Arguments.of(null, null, null, USABLE, PRIMARY.because(Reason.NO_REQUEST)),
                Arguments.of(null, read, null, USABLE, FIRST.because(Reason.HTTP_METHOD)),
                Arguments.of(null, write, null, USABLE, PRIMARY.because(Reason.HTTP_METHOD)),
                Arguments.of(null, read, changesDatabase, USABLE, PRIMARY.because(Reason.ANNOTATION)),
                Arguments.of(null, write, useReplica, USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(useReplica, write, null, USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(useReplica, write, changesDatabase, USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(onPrimary, read, useReplica, USABLE, PRIMARY.because(Reason.PROGRAMMATIC)),
                Arguments.of(useReplica, null, null, USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(null, read, null, USABLE.without(FIRST, GONE), SECOND.because(Reason.HTTP_METHOD)),
                Arguments.of(null, read, null, UNUSABLE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
                Arguments.of(useReplica, write, null, UNUSABLE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
                Arguments.of(null, read, null, NONE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
                Arguments.of(null, write, null, UNUSABLE, PRIMARY.because(Reason.HTTP_METHOD)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theFirstRuleThatAppliesDecides(RouteIntent scope, RouteIntent method, RouteIntent endpoint, ReplicaSet replicas,
            Placement expected) {
        Request request = method == null ? Request.NONE : request(method, endpoint);

        Placement route = router.place(intent(scope, request), RequiredPosition.NONE, RequiredPosition.NONE, null, replicas, 0,
                0);

        assertThat(route).isSameAs(expected);
    }

    @Test
    void theLastMatchedEndpointIsTheNearest() {
        RouteIntent locator = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "locator", false);
        RouteIntent leaf = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "leaf", false);
        Request request = request(new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true), locator);

        request.matchEndpoint(leaf);

        assertThat(request.intent()).isSameAs(leaf);
    }

    static Stream<Arguments> placements() {
        RouteIntent read = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);
        RouteIntent write = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "POST", false);
        RouteIntent literal = DeclaredRoute.REPLICA.by("a");
        RouteIntent caughtUp = DeclaredRoute.REPLICA_READ_YOUR_WRITES.by("a");
        RequiredPosition unknown = RequiredPosition.UNKNOWN;
        return Stream.of(
                // intent, what the read must see, replicas, expected placement
                Arguments.of(read, required(1, 100), USABLE, FIRST.because(Reason.HTTP_METHOD)),
                Arguments.of(read, required(1, 101), USABLE, SECOND.because(Reason.HTTP_METHOD)),
                Arguments.of(read, required(1, 201), USABLE, PRIMARY.because(Reason.POSITION_NOT_REACHED)),
                Arguments.of(read, required(2, 1), USABLE, PRIMARY.because(Reason.POSITION_NOT_REACHED)),
                Arguments.of(read, unknown, USABLE, PRIMARY.because(Reason.POSITION_NOT_REACHED)),
                Arguments.of(read, required(1, 201), UNUSABLE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
                Arguments.of(read, required(1, 101), USABLE.without(SECOND, GONE),
                        PRIMARY.because(Reason.POSITION_NOT_REACHED)),
                Arguments.of(caughtUp, required(1, 101), USABLE, SECOND.because(Reason.ANNOTATION)),
                Arguments.of(caughtUp, required(1, 201), USABLE, PRIMARY.because(Reason.POSITION_NOT_REACHED)),
                Arguments.of(literal, required(1, 101), USABLE, SECOND.because(Reason.ANNOTATION)),
                Arguments.of(literal, required(1, 201), USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(literal, unknown, USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(literal, unknown, UNUSABLE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
                Arguments.of(write, required(1, 100), USABLE, PRIMARY.because(Reason.HTTP_METHOD)));
    }

    @ParameterizedTest
    @MethodSource("placements")
    void aReadGoesWhereItSeesWhatItMust(RouteIntent intent, RequiredPosition required, ReplicaSet replicas,
            Placement expected) {
        assertThat(router.place(intent, required, RequiredPosition.NONE, null, replicas, 0, 0)).isSameAs(expected);
    }

    @Test
    void aReplicaWithOldNewsDoesNotServe() {
        RouteIntent read = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);

        Placement route = router.place(read, RequiredPosition.NONE, RequiredPosition.NONE, null, USABLE, 0,
                Servers.MAX_LAG.toNanos() + 1);

        assertThat(route).isSameAs(PRIMARY.because(Reason.NO_USABLE_REPLICA));
    }

    @Test
    void routingAllocatesNothing() {
        ScriptedRequest request = request(new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true), null);
        request.client.presented = required(1, 150);
        RouteIntent scope = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "a", false);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        decide(request, scope, 20_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        decide(request, scope, 100_000);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes).as("bytes for 200,000 decisions and 100,000 scopes").isLessThan(10_000);
    }

    private void decide(Request request, RouteIntent scope, int times) {
        for (int i = 0; i < times; i++) {
            RouteIntent outer = RouteScope.enter(scope);
            Placement inScope = router.place(RouteScope.intent(request), request.in(GROUP).required(), RequiredPosition.NONE,
                    request.in(GROUP).reading(),
                    USABLE, i, 0);
            RouteScope.restore(outer);
            Placement outside = router.place(RouteScope.intent(request), request.in(GROUP).required(), RequiredPosition.NONE,
                    request.in(GROUP).reading(),
                    USABLE, i, 0);
            if (inScope.target() == outside.target()) {
                throw new AssertionError("the scope made no difference");
            }
        }
    }

    private static RouteIntent intent(RouteIntent scope, Request request) {
        RouteScope.restore(scope);
        try {
            return RouteScope.intent(request);
        } finally {
            RouteScope.restore(null);
        }
    }

    private static ScriptedRequest request(RouteIntent method, RouteIntent endpoint) {
        ScriptedRequest request = new ScriptedRequest(method, GROUP);
        if (endpoint != null) {
            request.matchEndpoint(endpoint);
        }
        return request;
    }
}
