package io.quarkiverse.replicated.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.sun.management.ThreadMXBean;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.ReplicaSet;

class RouterTest {

    private static final Database PRIMARY = new Database(Target.PRIMARY, "p");
    private static final Database FIRST = new Database(Target.REPLICA, "r1");
    private static final Database SECOND = new Database(Target.REPLICA, "r2");

    private static final ReplicaSet NONE = ReplicaSet.unproved(List.of());
    private static final ReplicaSet UNUSABLE = ReplicaSet.unproved(List.of(FIRST, SECOND));
    private static final ReplicaSet USABLE = UNUSABLE.with(SECOND).with(FIRST);

    private final Router router = new Router(PRIMARY);

    static Stream<Arguments> rules() {
        RouteIntent read = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET");
        RouteIntent write = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "POST");
        RouteIntent useReplica = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "a");
        RouteIntent changesDatabase = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "b");
        RouteIntent onPrimary = new RouteIntent(Target.PRIMARY, Reason.PROGRAMMATIC, "c");
        return Stream.of(
                // scope, method of the request, annotation of its endpoint, replicas, expected
                Arguments.of(null, null, null, USABLE, PRIMARY.because(Reason.NO_REQUEST)),
                Arguments.of(null, read, null, USABLE, FIRST.because(Reason.HTTP_METHOD)),
                Arguments.of(null, write, null, USABLE, PRIMARY.because(Reason.HTTP_METHOD)),
                Arguments.of(null, read, changesDatabase, USABLE, PRIMARY.because(Reason.ANNOTATION)),
                Arguments.of(null, write, useReplica, USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(useReplica, write, null, USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(useReplica, write, changesDatabase, USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(onPrimary, read, useReplica, USABLE, PRIMARY.because(Reason.PROGRAMMATIC)),
                Arguments.of(useReplica, null, null, USABLE, FIRST.because(Reason.ANNOTATION)),
                Arguments.of(null, read, null, USABLE.without(FIRST), SECOND.because(Reason.HTTP_METHOD)),
                Arguments.of(null, read, null, UNUSABLE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
                Arguments.of(useReplica, write, null, UNUSABLE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
                Arguments.of(null, read, null, NONE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
                Arguments.of(null, write, null, UNUSABLE, PRIMARY.because(Reason.HTTP_METHOD)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theFirstRuleThatAppliesDecides(RouteIntent scope, RouteIntent method, RouteIntent endpoint, ReplicaSet replicas,
            Route expected) {
        RequestRoute request = method == null ? null : request(method, endpoint);

        Route route = router.route(Router.intent(scope, request), replicas);

        assertThat(route).isSameAs(expected);
    }

    @Test
    void theLastMatchedEndpointIsTheNearest() {
        RouteIntent locator = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "locator");
        RouteIntent leaf = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "leaf");
        RequestRoute request = request(new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET"), locator);

        request.endpoint(leaf);

        assertThat(request.intent()).isSameAs(leaf);
    }

    @Test
    void routingAllocatesNothing() {
        RequestRoute request = request(new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET"), null);
        RouteIntent scope = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "a");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        decide(request, scope, 20_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        decide(request, scope, 100_000);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes).as("bytes for 200,000 decisions and 100,000 scopes").isLessThan(10_000);
    }

    private void decide(RequestRoute request, RouteIntent scope, int times) {
        for (int i = 0; i < times; i++) {
            RouteIntent outer = RouteScope.enter(scope);
            Route inScope = router.route(Router.intent(RouteScope.current(), request), USABLE);
            RouteScope.restore(outer);
            Route outside = router.route(Router.intent(RouteScope.current(), request), USABLE);
            if (inScope.target() == outside.target()) {
                throw new AssertionError("the scope made no difference");
            }
        }
    }

    private static RequestRoute request(RouteIntent method, RouteIntent endpoint) {
        RequestRoute request = new RequestRoute(method) {
            @Override
            public String describe() {
                return "a request";
            }
        };
        request.endpoint(endpoint);
        return request;
    }
}
