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

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;

/** Covers where one request reads if several of its threads read. */
class ReadingLedgerTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 500;

    private static final Server FIRST = new Server(Target.REPLICA, "r1", 1);
    private static final Placement ON_FIRST = FIRST.because(Reason.HTTP_METHOD);
    private static final Placement ON_SECOND = new Server(Target.REPLICA, "r2", 2).because(Reason.HTTP_METHOD);
    private static final Placement ON_PRIMARY = new Server(Target.PRIMARY, "p", 0).because(Reason.REPLICA_LOST);

    private final RequestLedger ledger = ledger();

    @Test
    void itReadsNowhereAtFirst() {
        assertThat(ledger.reading()).isNull();
    }

    @Test
    void theFirstReadDecidesForThoseThatBeganWithIt() {
        Placement before = ledger.reading();

        assertThat(ledger.startReading(before, ON_FIRST, 0)).isTrue();
        assertThat(ledger.startReading(before, ON_SECOND, 0)).as("that decision was based on an older state").isFalse();
        assertThat(ledger.reading()).isSameAs(ON_FIRST);
    }

    @Test
    void anotherReasonIsNoOtherPlace() {
        ledger.startReading(null, ON_FIRST, 0);

        assertThat(ledger.startReading(ON_FIRST, FIRST.because(Reason.ANNOTATION), 0)).isTrue();
        assertThat(ledger.reading()).isSameAs(ON_FIRST);
    }

    @Test
    void itMovesAndAReadThatDecidedByThePlaceBeforeDecidesAgain() {
        ledger.startReading(null, ON_FIRST, 0);

        assertThat(ledger.startReading(ON_FIRST, ON_PRIMARY, 0)).isTrue();

        assertThat(ledger.startReading(ON_FIRST, ON_SECOND, 0)).as("a decision to move elsewhere").isFalse();
        assertThat(ledger.startReading(ON_FIRST, FIRST.because(Reason.ANNOTATION), 0)).as("a decision to stay").isFalse();
        assertThat(ledger.reading()).isSameAs(ON_PRIMARY);
    }

    @Test
    void aRequestThatHasReadNothingMayBeginElsewhere() {
        ledger.startReading(null, ON_FIRST, 0);

        ledger.abandon(FIRST.because(Reason.ANNOTATION));

        assertThat(ledger.reading()).isNull();
        assertThat(ledger.startReading(null, ON_SECOND, 0)).isTrue();
    }

    @Test
    void oneThatHasReadMayNot() {
        ledger.startReading(null, ON_FIRST, 0);
        ledger.markRead();

        ledger.abandon(ON_FIRST);

        assertThat(ledger.reading()).isSameAs(ON_FIRST);
    }

    @Test
    void aReadThatFailedWhereTheOthersNoLongerReadDoesNotMoveThem() {
        ledger.startReading(null, ON_FIRST, 0);
        ledger.startReading(ON_FIRST, ON_SECOND, 0);

        ledger.abandon(ON_FIRST);

        assertThat(ledger.reading()).isSameAs(ON_SECOND);
    }

    @Test
    void aReadThatFailedBeforeAnyReadBeganDoesNotMoveOthers() {
        ledger.abandon(ON_FIRST);

        assertThat(ledger.reading()).isNull();
    }

    @Test
    void onceAdmittedItIsAdmittedUntilItIsBackOnAReplica() {
        assertThat(ledger.isAdmitted()).isFalse();

        ledger.admit();

        assertThat(ledger.isAdmitted()).isTrue();
        assertThat(ledger().isAdmitted()).as("another request").isFalse();
        ledger.startReading(null, ON_PRIMARY, 0);
        assertThat(ledger.isAdmitted()).isTrue();
        ledger.startReading(ON_PRIMARY, ON_FIRST, 0);
        assertThat(ledger.isAdmitted()).isFalse();
    }

    @Test
    void ofReadsThatBeginAtOnceOneDecides() throws Exception {
        Placement[] routes = IntStream.range(0, THREADS)
                .mapToObj(it -> new Server(Target.REPLICA, "r" + it, it + 1).because(Reason.HTTP_METHOD))
                .toArray(Placement[]::new);
        RequestLedger[] requests = IntStream.range(0, ROUNDS).mapToObj(it -> ledger()).toArray(RequestLedger[]::new);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Callable<boolean[]>> readers = IntStream.range(0, THREADS).<Callable<boolean[]>> mapToObj(thread -> () -> {
            boolean[] decided = new boolean[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                together.await();
                decided[i] = requests[i].startReading(null, routes[thread], 0);
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

    private static RequestLedger ledger() {
        return new ScriptedRequest(new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true),
                new Group(new LocalCommits(Clock.SYSTEM))).ledger;
    }
}
