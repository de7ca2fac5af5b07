package io.quarkiverse.replicated.runtime.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.server.Server;

class RouteCountsTest {

    private static final int ROUTES = 100_000;

    private final Server primary = new Server(Target.PRIMARY, "primary");
    private final Server first = new Server(Target.REPLICA, "first");
    private final Server second = new Server(Target.REPLICA, "second");
    private final RouteCounts counts = new RouteCounts(List.of(primary, first, second));

    @Test
    void eachServerAndReasonHasANumberOfItsOwn() {
        counts.routed(second.because(Reason.HTTP_METHOD), null);
        counts.routed(second.because(Reason.HTTP_METHOD), null);
        counts.routed(primary.because(Reason.HTTP_METHOD), null);

        assertThat(counts.of(second.because(Reason.HTTP_METHOD))).isEqualTo(2);
        assertThat(counts.of(primary.because(Reason.HTTP_METHOD))).isEqualTo(1);
        assertThat(counts.of(first.because(Reason.HTTP_METHOD))).isZero();
        assertThat(counts.of(second.because(Reason.ANNOTATION))).isZero();
    }

    @Test
    void countingMakesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Route route = second.because(Reason.HTTP_METHOD);
        for (int i = 0; i < ROUTES; i++) {
            counts.routed(route, null);
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUTES; i++) {
            counts.routed(route, null);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes").isLessThan(ROUTES);
        assertThat(counts.of(route)).isEqualTo(2 * ROUTES);
    }
}
