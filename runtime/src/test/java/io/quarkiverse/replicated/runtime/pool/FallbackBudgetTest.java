package io.quarkiverse.replicated.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;

class FallbackBudgetTest {

    private static final int THREADS = 4;
    private static final int TIMES = 20_000;

    @ParameterizedTest
    @CsvSource({ "1, true, 1, 1, 1", "2, true, 1, 1, 1", "3, true, 2, 1, 1", "5, true, 3, 2, 1", "8, true, 4, 4, 1",
            "10, true, 5, 5, 1", "8, false, 4, 2, 2", "10, false, 5, 3, 2", "1, false, 1, 1, 1" })
    void eachHasItsShareAndOneAtLeast(int most, boolean signed, int crowd, int writers, int unproved) {
        FallbackBudget budget = new FallbackBudget(most, signed);

        assertThat(List.of(budget.crowd().limit(), budget.writers().limit(), budget.unproved().limit()))
                .containsExactly(crowd, writers, unproved);
    }

    @Test
    void aShareIsTakenUpToItsLimitAndWhatIsGivenBackIsThereAgain() {
        Share share = new FallbackBudget(4, true).crowd();

        assertThat(share.tryTake(Duration.ZERO)).isTrue();
        assertThat(share.tryTake(Duration.ZERO)).isTrue();
        assertThat(share.tryTake(Duration.ZERO)).isFalse();
        assertThat(share.taken()).isEqualTo(2);

        share.giveBack();
        assertThat(share.tryTake(Duration.ZERO)).isTrue();
    }

    @Test
    void theCrowdTakesNothingFromClientsThatHaveWritten() {
        FallbackBudget budget = new FallbackBudget(4, true);
        while (budget.crowd().tryTake(Duration.ZERO)) {
            // Takes the whole share.
        }

        assertThat(budget.writers().tryTake(Duration.ZERO)).isTrue();
        assertThat(budget.unproved().tryTake(Duration.ZERO)).isTrue();
    }

    @Test
    void anAdmittedRequestTakesMoreAndOthersWaitUntilThatIsGivenBack() {
        Share share = new FallbackBudget(2, true).crowd();
        share.tryTake(Duration.ZERO);

        share.take();
        assertThat(share.taken()).isEqualTo(2);

        share.giveBack();
        assertThat(share.tryTake(Duration.ZERO)).isFalse();
        share.giveBack();
        assertThat(share.tryTake(Duration.ZERO)).isTrue();
    }

    @Test
    void noMoreThanTheLimitIsOutAtAnyTime() throws Exception {
        Share share = new FallbackBudget(4, true).crowd();
        AtomicInteger out = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        Callable<Void> taker = () -> {
            together.await();
            for (int i = 0; i < TIMES; i++) {
                if (share.tryTake(Duration.ZERO)) {
                    most.accumulateAndGet(out.incrementAndGet(), Math::max);
                    out.decrementAndGet();
                    share.giveBack();
                }
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> each : threads.invokeAll(IntStream.range(0, THREADS).mapToObj(it -> taker).toList())) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(most).hasValueLessThanOrEqualTo(share.limit());
        assertThat(share.taken()).isZero();
    }

    /** Each thread takes all it can and keeps it. A budget that read the count before changing it would admit too many. */
    @Test
    void ofThreadsThatTakeAtOnceNoMoreThanTheLimitGetOne() throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        Share[] shares = IntStream.range(0, 2_000).mapToObj(it -> new FallbackBudget(4, true).crowd()).toArray(Share[]::new);
        AtomicInteger[] got = IntStream.range(0, shares.length).mapToObj(it -> new AtomicInteger())
                .toArray(AtomicInteger[]::new);
        Callable<Void> taker = () -> {
            for (int i = 0; i < shares.length; i++) {
                together.await();
                if (shares[i].tryTake(Duration.ZERO)) {
                    got[i].incrementAndGet();
                }
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> each : threads.invokeAll(IntStream.range(0, THREADS).mapToObj(it -> taker).toList())) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(got).allSatisfy(it -> assertThat(it).hasValue(2));
    }
}
