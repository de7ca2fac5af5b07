package io.quarkiverse.replicated.runtime.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;

class RouteCountsTest {

    private static final int ROUTES = 100_000;

    private final Server primary = new Server(Target.PRIMARY, "primary", 0);
    private final Server first = new Server(Target.REPLICA, "first", 1);
    private final Server second = new Server(Target.REPLICA, "second", 2);
    private final RouteCounts counts = new RouteCounts(List.of(primary, first, second));

    @Test
    void eachServerAndReasonHasANumberOfItsOwn() {
        counts.routed(second.because(Reason.HTTP_METHOD), Request.NONE);
        counts.routed(second.because(Reason.HTTP_METHOD), Request.NONE);
        counts.routed(primary.because(Reason.HTTP_METHOD), Request.NONE);

        assertThat(counts.of(second.because(Reason.HTTP_METHOD))).isEqualTo(2);
        assertThat(counts.of(primary.because(Reason.HTTP_METHOD))).isEqualTo(1);
        assertThat(counts.of(first.because(Reason.HTTP_METHOD))).isZero();
        assertThat(counts.of(second.because(Reason.ANNOTATION))).isZero();
    }

    @Test
    void countingMakesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Placement placement = second.because(Reason.HTTP_METHOD);
        for (int i = 0; i < ROUTES; i++) {
            counts.routed(placement, Request.NONE);
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUTES; i++) {
            counts.routed(placement, Request.NONE);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("allocated bytes").isLessThan(ROUTES);
        assertThat(counts.of(placement)).isEqualTo(2 * ROUTES);
    }
}
