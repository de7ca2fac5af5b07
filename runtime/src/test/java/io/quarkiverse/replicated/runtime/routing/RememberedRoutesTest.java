package io.quarkiverse.replicated.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.server.Server;

class RememberedRoutesTest {

    private final Server primary = new Server(Target.PRIMARY, "primary");
    private final Server replica = new Server(Target.REPLICA, "replica");
    private final RequestRoute request = new ScriptedRequest(RouteIntent.NO_REQUEST, new LocalCommits());

    @Test
    void aRequestWithoutConnectionsHasNone() {
        assertThat(request.routes()).isEmpty();
    }

    @Test
    void eachIsRememberedOnceInTheOrderOfTheirFirst() {
        Route read = replica.because(Reason.HTTP_METHOD);
        Route write = primary.because(Reason.ANNOTATION);
        for (Route route : new Route[] { read, read, write, read, write }) {
            request.routed(route);
        }

        assertThat(request.routes()).containsExactly(read, write);
    }

    @Test
    void anOpenTransactionIsNoReasonBesidesThatOfItsFirstConnection() {
        request.routed(replica.because(Reason.HTTP_METHOD));
        request.routed(replica.because(Reason.OPEN_TRANSACTION));

        assertThat(request.routes()).containsExactly(replica.because(Reason.HTTP_METHOD));
    }

    @Test
    void noneIsLostAmongThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (Reason reason : Reason.values()) {
            if (reason != Reason.OPEN_TRANSACTION) {
                threads.execute(() -> request.routed(primary.because(reason)));
                threads.execute(() -> request.routed(replica.because(reason)));
            }
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(request.routes()).hasSize(2 * (Reason.values().length - 1)).doesNotHaveDuplicates();
    }
}
