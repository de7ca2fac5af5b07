package io.quarkiverse.replicated.runtime.position;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.BackgroundCommits.addBackground;
import static io.quarkiverse.replicated.runtime.position.TestPositions.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class LocalCommitsTest {

    private static final int THREADS = 4;
    private static final int COMMITS = 5_000;

    private final LocalCommits commits = new LocalCommits(Clock.SYSTEM);

    @Test
    void theHighestPositionIsKept() {
        assertThat(commits.known()).isNull();

        commits.add(required(1, 200));
        commits.add(required(1, 100));
        commits.add(RequiredPosition.UNKNOWN);

        assertThat(commits.known()).isEqualTo(at(1, 200));
    }

    @Test
    void afterAMoveToAnotherDatabaseItsPositionsCount() {
        RequiredPosition elsewhere = RequiredPosition.of(elsewhere(1, 5));
        addBackground(commits, required(1, 200));

        addBackground(commits, elsewhere);

        assertThat(commits.known()).isEqualTo(elsewhere.position());
        assertThat(commits.background().known()).isEqualTo(elsewhere.position());
    }

    @Test
    void whatARequestWroteIsNotWrittenInTheBackground() {
        LocalCommits.Background before = commits.background();

        commits.add(required(1, 100));
        commits.add(RequiredPosition.UNKNOWN);

        assertThat(commits.background().since(before)).isSameAs(RequiredPosition.NONE);
    }

    @Test
    void theBackgroundKnowsWhatWasWrittenSinceAMoment() {
        addBackground(commits, required(1, 100));
        LocalCommits.Background before = commits.background();
        assertThat(before.since(before)).isSameAs(RequiredPosition.NONE);

        addBackground(commits, required(1, 200));

        assertThat(commits.background().since(before).position()).isEqualTo(at(1, 200));
        assertThat(commits.background().since(before).isUnknown()).isFalse();
        assertThat(commits.known()).isEqualTo(at(1, 200));
    }

    @Test
    void aPositionThatWasCoveredBeforeIsNothingNew() {
        addBackground(commits, required(1, 200));
        LocalCommits.Background before = commits.background();

        addBackground(commits, required(1, 100));
        addBackground(commits, required(1, 200));

        assertThat(commits.background().since(before)).isSameAs(RequiredPosition.NONE);
    }

    @Test
    void eachCommitOfUnknownPositionIsNews() {
        addBackground(commits, RequiredPosition.UNKNOWN);
        LocalCommits.Background before = commits.background();
        long from = System.currentTimeMillis();

        addBackground(commits, RequiredPosition.UNKNOWN);

        assertThat(commits.background().since(before).isUnknown()).isTrue();
        assertThat(commits.background().lastUnknownAtMillis()).isBetween(from, System.currentTimeMillis());
    }

    @Test
    void aKnownPositionDoesNotHideAnUnknownOne() {
        LocalCommits.Background before = commits.background();

        addBackground(commits, RequiredPosition.UNKNOWN);
        addBackground(commits, required(1, 100));

        assertThat(commits.background().since(before).isUnknown()).isTrue();
        assertThat(commits.background().since(before).position()).isEqualTo(at(1, 100));
    }

    @Test
    void aConnectionThatIsOutIsKnown() {
        assertThat(commits.background().out()).isZero();

        LocalCommits.Lent one = commits.lend(false);
        LocalCommits.Lent other = commits.lend(true);
        commits.giveBack(one, required(1, 100));
        assertThat(commits.background().out()).isOne();
        assertThat(commits.background().written().isUnknown()).isTrue();

        commits.giveBack(other, RequiredPosition.NONE);
        assertThat(commits.background().out()).isZero();
        assertThat(commits.background().written().isUnknown()).isFalse();
        assertThat(commits.background().written().position()).isEqualTo(at(1, 100));
    }

    @Test
    void ofPlainThreadsOnlyWhatLiesWhollyAfterAMomentCounts() {
        LocalCommits.Lent earlier = commits.lend(true);
        LocalCommits.Background before = commits.background();
        commits.giveBack(earlier, required(1, 100));
        addBackground(commits, required(1, 200));
        assertThat(commits.background().sinceOnPlainThreads(before)).isSameAs(RequiredPosition.NONE);
        assertThat(commits.background().isOutOnPlainThreadSince(before)).isFalse();

        LocalCommits.Lent within = commits.lend(true);
        assertThat(commits.background().isOutOnPlainThreadSince(before)).isTrue();
        assertThat(commits.background().plainThread()).isEqualTo(Thread.currentThread().getName());
        commits.giveBack(within, required(1, 300));

        assertThat(commits.background().sinceOnPlainThreads(before).position()).isEqualTo(at(1, 300));
        assertThat(commits.background().isOutOnPlainThreadSince(before)).isFalse();
    }

    @Test
    void whatIsCommittedWhileTheApplicationStartsIsPassedOn() {
        List<RequiredPosition> passed = new ArrayList<>();
        commits.whileStarting(passed::add);
        addBackground(commits, required(1, 100));
        commits.started();
        addBackground(commits, required(1, 200));

        assertThat(passed).singleElement().satisfies(it -> assertThat(it.position()).isEqualTo(at(1, 100)));
    }

    @Test
    void noCommitOfManyThreadsIsLost() throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Callable<Void>> writers = IntStream.range(0, THREADS).<Callable<Void>> mapToObj(thread -> () -> {
            together.await();
            for (int i = 1; i <= COMMITS; i++) {
                addBackground(commits, required(1, (long) i * THREADS + thread));
                addBackground(commits, RequiredPosition.UNKNOWN);
                assertThat(commits.known().includes(at(1, (long) i * THREADS + thread))).isTrue();
            }
            return null;
        }).toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }

        LogPosition last = at(1, (long) COMMITS * THREADS + THREADS - 1);
        assertThat(commits.known()).isEqualTo(last);
        assertThat(commits.background().known()).isEqualTo(last);
        assertThat(commits.background().unknown()).isEqualTo((long) THREADS * COMMITS);
    }
}
