package io.quarkiverse.replicated.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Patience;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FallbackBudgetTest {

    private static final int THREADS = 4;
    private static final int TIMES = 20_000;

    /** A read that waits with this waits until it is served. */
    private static final Patience ENDLESS = new Patience(Duration.ofMinutes(10), Duration.ofMinutes(10));

    /** A request that waits with this soon finds that it is stuck. */
    private static final Patience STUCK_SOON = new Patience(Duration.ofMillis(1), Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({ "1, true, 0, 0, 0", "2, true, 1, 0, 0", "3, true, 1, 0, 0", "4, true, 2, 0, 1", "10, true, 5, 0, 2",
            "1, false, 0, 0, 0", "2, false, 0, 1, 0", "4, false, 0, 2, 1", "10, false, 1, 4, 2" })
    void halfIsReservedForWritersAndAQuarterForTheCrowd(int most, boolean signed, int writers, int unproved, int crowd) {
        FallbackBudget budget = new FallbackBudget(most, signed);

        assertThat(Stream.of(Share.values()).map(budget::reserve)).containsExactly(writers, unproved, crowd);
    }

    @ParameterizedTest
    @CsvSource({ "1, true, 1, 1, 1", "2, true, 2, 1, 1", "4, true, 3, 1, 2", "10, true, 8, 3, 5", "1, false, 1, 1, 1",
            "2, false, 1, 2, 1", "4, false, 1, 3, 2", "10, false, 4, 7, 5" })
    void aShareTakesAllButTheReservesOfTheOthers(int most, boolean signed, int writers, int unproved, int crowd) {
        assertThat(Stream.of(Share.values()).map(it -> takeAll(new FallbackBudget(most, signed), it).size()))
                .containsExactly(writers, unproved, crowd);
    }

    @ParameterizedTest
    @CsvSource({ "1", "2", "3", "4", "5", "8", "10", "31" })
    void allSharesTogetherTakeNoMoreThanTheLimit(int most) {
        for (boolean signed : List.of(true, false)) {
            for (Share first : Share.values()) {
                FallbackBudget budget = new FallbackBudget(most, signed);
                List<Permit> all = new ArrayList<>(takeAll(budget, first));
                Stream.of(Share.values()).forEach(it -> all.addAll(takeAll(budget, it)));

                assertThat(all).as("first %s, signed %s", first, signed).hasSize(most);
                assertThat(Stream.of(Share.values()).mapToInt(budget::taken).sum()).isEqualTo(most);

                all.forEach(Permit::giveBack);
                assertThat(Stream.of(Share.values()).mapToInt(budget::taken).sum()).isZero();
                assertThat(takeAll(budget, first)).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "2, true, WRITERS", "4, true, WRITERS", "10, true, WRITERS", "2, false, UNPROVED", "10, false, UNPROVED",
            "10, false, WRITERS" })
    void theCrowdTakesNothingFromClientsThatHaveWritten(int most, boolean signed, Share share) {
        FallbackBudget budget = new FallbackBudget(most, signed);
        takeAll(budget, Share.CROWD);

        assertThat(takeAll(budget, share)).hasSize(budget.reserve(share));
    }

    @Test
    void aPermitIsGivenBackOnce() {
        FallbackBudget budget = new FallbackBudget(2, true);
        Permit permit = take(budget, Share.WRITERS).orElseThrow();
        take(budget, Share.WRITERS).orElseThrow();

        permit.giveBack();
        permit.giveBack();

        assertThat(budget.taken(Share.WRITERS)).isEqualTo(1);
        assertThat(takeAll(budget, Share.WRITERS)).hasSize(1);
    }

    @Test
    void aReadThatIsRefusedIsCounted() {
        FallbackBudget budget = new FallbackBudget(2, true);

        takeAll(budget, Share.CROWD);

        assertThat(budget.refused(Share.CROWD)).isEqualTo(1);
        assertThat(budget.refused(Share.WRITERS)).isZero();
    }

    @Test
    void anAdmittedRequestWithoutConnectionsIsNotLetOverTheLimit() {
        FallbackBudget budget = new FallbackBudget(1, true);
        take(budget, Share.CROWD).orElseThrow();

        assertThat(budget.take(Share.CROWD, new Object(), true, Patience.NONE)).isEmpty();
        assertThat(budget.take(Share.CROWD, new Object(), true, new Patience(Duration.ofMillis(1), Duration.ofMillis(2))))
                .isEmpty();
    }

    /** One request that reads 40 times in parallel. */
    @Test
    void oneRequestThatReadsInParallelExceedsTheLimitByOne() throws Exception {
        FallbackBudget budget = new FallbackBudget(5, true);
        Object request = new Object();
        AtomicInteger out = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Void> read = () -> {
            Permit permit = budget.take(Share.CROWD, request, true, STUCK_SOON).orElseThrow();
            most.accumulateAndGet(out.incrementAndGet(), Math::max);
            Thread.sleep(5); // Any time will do. It makes the others find themselves stuck.
            out.decrementAndGet();
            permit.giveBack();
            return null;
        };

        inParallel(40, read);

        assertThat(most).hasValueLessThanOrEqualTo(6);
        assertThat(budget.taken(Share.CROWD)).isZero();
    }

    /** Each of several requests has one connection, and needs a second one to go on. Nothing is free. */
    @Test
    void requestsThatEachNeedASecondConnectionAllGetIt() throws Exception {
        FallbackBudget budget = new FallbackBudget(3, true); // One is reserved for others.
        CyclicBarrier allHaveOne = new CyclicBarrier(2);
        CyclicBarrier allHaveTwo = new CyclicBarrier(2);
        Callable<Void> nested = () -> {
            Object request = new Object();
            Permit first = budget.take(Share.CROWD, request, false, STUCK_SOON).orElseThrow();
            allHaveOne.await();
            Permit second = budget.take(Share.CROWD, request, true, STUCK_SOON).orElseThrow();
            allHaveTwo.await();
            second.giveBack();
            first.giveBack();
            return null;
        };

        inParallel(2, nested);

        assertThat(budget.taken(Share.CROWD)).isZero();
        assertThat(takeAll(budget, Share.CROWD)).hasSize(2);
    }

    @Test
    void onlyOneConnectionOfARequestExceedsTheLimitAtATime() {
        FallbackBudget budget = new FallbackBudget(1, true);
        Object request = new Object();
        Permit first = budget.take(Share.CROWD, request, false, Patience.NONE).orElseThrow();
        Permit over = budget.take(Share.CROWD, request, true, Patience.NONE).orElseThrow();

        assertThat(budget.take(Share.CROWD, request, true, Patience.NONE)).isEmpty();
        assertThat(budget.taken(Share.CROWD)).isEqualTo(2);

        first.giveBack();
        assertThat(take(budget, Share.CROWD)).as("the other one has the permit now").isEmpty();
        assertThat(budget.take(Share.CROWD, request, true, Patience.NONE)).isPresent();
        over.giveBack();
        assertThat(budget.taken(Share.CROWD)).isEqualTo(1);
    }

    /** Otherwise requests that take one over the limit in turn would add up. */
    @Test
    void connectionsOverTheLimitDoNotAddUp() {
        FallbackBudget budget = new FallbackBudget(2, true);
        List<Permit> kept = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            Object request = new Object();
            budget.take(Share.WRITERS, request, false, Patience.NONE).ifPresent(first -> {
                kept.add(budget.take(Share.WRITERS, request, true, Patience.NONE).orElseThrow());
                first.giveBack();
            });
        }

        assertThat(budget.taken(Share.WRITERS)).isEqualTo(kept.size()).isEqualTo(2);
    }

    @Test
    void aReadWaitsUntilAnotherReturnsItsConnection() throws Exception {
        FallbackBudget budget = new FallbackBudget(1, true);
        Permit held = take(budget, Share.CROWD).orElseThrow();
        Waiter waiter = new Waiter(budget, Share.CROWD, false);

        held.giveBack();

        assertThat(waiter.served()).isPresent();
    }

    @Test
    void clientsThatHaveWrittenGoFirstAndThenRequestsThatWereAdmitted() throws Exception {
        FallbackBudget budget = new FallbackBudget(1, true);
        Permit held = take(budget, Share.CROWD).orElseThrow();
        ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
        Waiter crowd = new Waiter(budget, Share.CROWD, false).then(() -> order.add("crowd"));
        Waiter admitted = new Waiter(budget, Share.CROWD, true).then(() -> order.add("admitted"));
        Waiter writer = new Waiter(budget, Share.WRITERS, false).then(() -> order.add("writer"));

        held.giveBack();
        for (Waiter each : List.of(writer, admitted, crowd)) {
            each.served().orElseThrow().giveBack();
        }

        assertThat(order).containsExactly("writer", "admitted", "crowd");
    }

    /** Both reads of a request wait to be let in, and one of them is. */
    @Test
    void aRequestIsLetInAsAWhole() throws Exception {
        FallbackBudget budget = new FallbackBudget(1, true);
        Permit held = take(budget, Share.CROWD).orElseThrow();
        Object request = new Object();
        CompletableFuture<Optional<Permit>> other = CompletableFuture.supplyAsync(() -> budget.take(Share.CROWD, request, false,
                new Patience(Duration.ofSeconds(1), Duration.ofMinutes(10))));
        Waiter first = new Waiter(budget, Share.WRITERS, request, false);
        held.giveBack();
        Permit permit = first.served().orElseThrow();

        // The other one now waits for longer than a request that begins, and goes over the limit.
        assertThat(other.get()).isPresent();
        permit.giveBack();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        FallbackBudget budget = new FallbackBudget(1, true);
        take(budget, Share.CROWD).orElseThrow();
        Waiter waiter = new Waiter(budget, Share.CROWD, true);

        waiter.thread.interrupt();

        assertThat(waiter.served()).isEmpty();
    }

    @Test
    void noMoreThanTheLimitIsOutAtAnyTime() throws Exception {
        FallbackBudget budget = new FallbackBudget(4, true);
        AtomicInteger out = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Void> taker = () -> {
            for (int i = 0; i < TIMES; i++) {
                Share share = Share.values()[i % 3];
                Optional<Permit> permit = budget.take(share, new Object(), i % 2 == 0, Patience.NONE);
                if (permit.isPresent()) {
                    most.accumulateAndGet(out.incrementAndGet(), Math::max);
                    out.decrementAndGet();
                    permit.get().giveBack();
                }
            }
            return null;
        };

        inParallel(THREADS, taker);

        assertThat(most).hasValueLessThanOrEqualTo(budget.most());
        assertThat(Stream.of(Share.values()).mapToInt(budget::taken)).containsOnly(0);
    }

    private static Optional<Permit> take(FallbackBudget budget, Share share) {
        return budget.take(share, new Object(), false, Patience.NONE);
    }

    /** Each for a request of its own. */
    private static List<Permit> takeAll(FallbackBudget budget, Share share) {
        return Stream.generate(() -> take(budget, share)).takeWhile(Optional::isPresent).map(Optional::get).toList();
    }

    private static void inParallel(int number, Callable<Void> code) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            for (Future<Void> each : threads.invokeAll(IntStream.range(0, number).mapToObj(it -> code).toList())) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A read that waits for a permit on a thread of its own. */
    private static final class Waiter {

        private final CompletableFuture<Optional<Permit>> permit = new CompletableFuture<>();
        private final Thread thread;
        private volatile Runnable onServed = () -> {
        };

        Waiter(FallbackBudget budget, Share share, boolean admitted) {
            this(budget, share, new Object(), admitted);
        }

        Waiter(FallbackBudget budget, Share share, Object request, boolean admitted) {
            thread = new Thread(() -> {
                Optional<Permit> taken = budget.take(share, request, admitted, ENDLESS);
                onServed.run();
                permit.complete(taken);
            });
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }

        Waiter then(Runnable action) {
            onServed = action;
            return this;
        }

        Optional<Permit> served() throws Exception {
            return permit.get();
        }
    }
}
