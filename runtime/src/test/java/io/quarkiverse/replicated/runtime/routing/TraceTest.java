package io.quarkiverse.replicated.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;

class TraceTest {

    private final Server primary = new Server(Target.PRIMARY, "primary", 0);
    private final Server replica = new Server(Target.REPLICA, "replica", 1);
    private final Trace trace = new Trace();

    @Test
    void aRequestWithoutConnectionsHasNone() {
        assertThat(trace.routes()).isEmpty();
    }

    @Test
    void eachIsRememberedOnceInTheOrderOfTheirFirst() {
        Placement read = replica.because(Reason.HTTP_METHOD);
        Placement write = primary.because(Reason.ANNOTATION);
        for (Placement route : new Placement[] { read, read, write, read, write }) {
            trace.addRoute(route);
        }

        assertThat(trace.routes()).containsExactly(read.route(), write.route());
    }

    @Test
    void anOpenTransactionIsNoReasonBesidesThatOfItsFirstConnection() {
        trace.addRoute(replica.because(Reason.HTTP_METHOD));
        trace.addRoute(replica.because(Reason.OPEN_TRANSACTION));

        assertThat(trace.routes()).containsExactly(replica.because(Reason.HTTP_METHOD).route());
    }

    @Test
    void noneIsLostAmongThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (Reason reason : Reason.values()) {
            if (reason != Reason.OPEN_TRANSACTION) {
                threads.execute(() -> trace.addRoute(primary.because(reason)));
                threads.execute(() -> trace.addRoute(replica.because(reason)));
            }
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(trace.routes()).hasSize(2 * (Reason.values().length - 1)).doesNotHaveDuplicates();
    }
}
