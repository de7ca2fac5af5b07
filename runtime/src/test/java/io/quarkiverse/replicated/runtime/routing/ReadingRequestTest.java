package io.quarkiverse.replicated.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.server.Server;

/** Where one request reads, when several of its threads do. */
class ReadingRequestTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 500;

    private static final Server FIRST = new Server(Target.REPLICA, "r1");
    private static final Route ON_FIRST = FIRST.because(Reason.HTTP_METHOD);
    private static final Route ON_SECOND = new Server(Target.REPLICA, "r2").because(Reason.HTTP_METHOD);
    private static final Route ON_PRIMARY = new Server(Target.PRIMARY, "p").because(Reason.REPLICA_LOST);

    private final ScriptedRequest request = request();

    @Test
    void itReadsNowhereAtFirst() {
        assertThat(request.reading()).isNull();
    }

    @Test
    void theFirstReadDecidesForThoseThatBeganWithIt() {
        Route before = request.reading();

        assertThat(request.startReading(before, ON_FIRST)).isTrue();
        assertThat(request.startReading(before, ON_SECOND)).as("it decided by what was before").isFalse();
        assertThat(request.reading()).isSameAs(ON_FIRST);
    }

    @Test
    void anotherReasonIsNoOtherPlace() {
        request.startReading(null, ON_FIRST);

        assertThat(request.startReading(ON_FIRST, FIRST.because(Reason.ANNOTATION))).isTrue();
        assertThat(request.reading()).isSameAs(ON_FIRST);
    }

    @Test
    void itMovesAndWhoeverDecidedByThePlaceBeforeDecidesAgain() {
        request.startReading(null, ON_FIRST);

        assertThat(request.startReading(ON_FIRST, ON_PRIMARY)).isTrue();

        assertThat(request.startReading(ON_FIRST, ON_SECOND)).as("to move elsewhere").isFalse();
        assertThat(request.startReading(ON_FIRST, FIRST.because(Reason.ANNOTATION))).as("to stay").isFalse();
        assertThat(request.reading()).isSameAs(ON_PRIMARY);
    }

    @Test
    void aRequestThatHasReadNothingMayBeginElsewhere() {
        request.startReading(null, ON_FIRST);

        request.couldNotRead(FIRST.because(Reason.ANNOTATION));

        assertThat(request.reading()).isNull();
        assertThat(request.startReading(null, ON_SECOND)).isTrue();
    }

    @Test
    void oneThatHasReadMayNot() {
        request.startReading(null, ON_FIRST);
        request.hasRead();

        request.couldNotRead(ON_FIRST);

        assertThat(request.reading()).isSameAs(ON_FIRST);
    }

    @Test
    void whoeverCouldNotReadWhereTheOthersNoLongerReadMovesNobody() {
        request.startReading(null, ON_FIRST);
        request.startReading(ON_FIRST, ON_SECOND);

        request.couldNotRead(ON_FIRST);

        assertThat(request.reading()).isSameAs(ON_SECOND);
    }

    @Test
    void whoeverCouldNotReadBeforeAnyReadBeganMovesNobody() {
        request.couldNotRead(ON_FIRST);

        assertThat(request.reading()).isNull();
    }

    @Test
    void onceAdmittedItIsAdmittedUntilItEnds() {
        assertThat(request.isAdmitted()).isFalse();

        request.admit();

        assertThat(request.isAdmitted()).isTrue();
        assertThat(request().isAdmitted()).as("another request").isFalse();
    }

    @Test
    void ofReadsThatBeginAtOnceOneDecides() throws Exception {
        Route[] routes = IntStream.range(0, THREADS)
                .mapToObj(it -> new Server(Target.REPLICA, "r" + it).because(Reason.HTTP_METHOD)).toArray(Route[]::new);
        ScriptedRequest[] requests = IntStream.range(0, ROUNDS).mapToObj(it -> request()).toArray(ScriptedRequest[]::new);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Callable<boolean[]>> readers = IntStream.range(0, THREADS).<Callable<boolean[]>> mapToObj(thread -> () -> {
            boolean[] decided = new boolean[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                together.await();
                decided[i] = requests[i].startReading(null, routes[thread]);
            }
            return decided;
        }).toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<boolean[]>> all = threads.invokeAll(readers);
            for (int i = 0; i < ROUNDS; i++) {
                int winners = 0;
                for (int thread = 0; thread < THREADS; thread++) {
                    if (all.get(thread).get()[i]) {
                        winners++;
                        assertThat(requests[i].reading()).isSameAs(routes[thread]);
                    }
                }
                assertThat(winners).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static ScriptedRequest request() {
        return new ScriptedRequest(new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true), new LocalCommits());
    }
}
