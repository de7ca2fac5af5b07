package io.quarkiverse.replicated.runtime.routing;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.NONE;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.UNKNOWN;
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
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;

class RequestRouteTest {

    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);
    private static final RouteIntent WRITE = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "POST", false);
    private static final RouteIntent CHANGES_DATABASE = DeclaredRoute.PRIMARY.by("Orders#list");

    private static final int THREADS = 4;
    private static final int COMMITS = 5_000;

    private final LocalCommits commits = new LocalCommits();
    private final ScriptedRequest read = new ScriptedRequest(READ, commits);
    private final ScriptedRequest write = new ScriptedRequest(WRITE, commits);

    @Test
    void whoHasNeitherWrittenNorBroughtAnythingNeedsToSeeNothing() {
        assertThat(read.required()).isSameAs(NONE);
        assertThat(read.written()).isSameAs(NONE);
        assertThat(write.written()).isSameAs(NONE);
    }

    @Test
    void itMustSeeWhatItsClientBroughtAndWhatItCommitted() {
        read.presented = required(1, 100);
        assertThat(read.required().position()).isEqualTo(at(1, 100));

        read.writerTaken();
        read.writerReturned(required(1, 200));
        assertThat(read.required().position()).isEqualTo(at(1, 200));

        read.presented = required(1, 300);
        assertThat(read.required().position()).isEqualTo(at(1, 300));
    }

    @Test
    void whatItsClientBroughtItHasNotWritten() {
        write.presented = required(1, 300);

        write.writerTaken();
        write.writerReturned(required(1, 200));

        assertThat(write.written().position()).isEqualTo(at(1, 200));
    }

    @Test
    void anUnknownPositionOfEitherIsRequired() {
        read.presented = UNKNOWN;
        assertThat(read.required().isUnknown()).isTrue();

        write.writerTaken();
        write.writerReturned(UNKNOWN);
        write.writerTaken();
        write.writerReturned(required(1, 200));
        assertThat(write.required().isUnknown()).isTrue();
        assertThat(write.written().isUnknown()).isTrue();
    }

    @Test
    void aWriterThatIsStillOutMayHaveCommittedNobodyKnowsWhat() {
        write.writerTaken();
        write.writerTaken();
        write.writerReturned(required(1, 100));
        assertThat(write.written().isUnknown()).isTrue();
        assertThat(write.written().position()).isEqualTo(at(1, 100));

        write.writerReturned(required(1, 90));

        assertThat(write.written().isUnknown()).isFalse();
        assertThat(write.written().position()).isEqualTo(at(1, 100));
    }

    @Test
    void whatItMayHaveCommittedAndNotGivenBackYetItMustSee() {
        write.writerTaken();

        assertThat(write.required().isUnknown()).isTrue();
    }

    @Test
    void whatMayHaveBeenWrittenForItInTheBackgroundItMustSee() {
        commits.addBackground(required(1, 200));

        assertThat(write.required().position()).isEqualTo(at(1, 200));
        assertThat(read.required()).isSameAs(NONE);
    }

    @Test
    void codeInsideAReadMayBeDeclaredToWrite() {
        read.declareWrites();

        commits.addBackground(required(1, 200));

        assertThat(read.written().position()).isEqualTo(at(1, 200));
        assertThat(read.timesMayWrite).isEqualTo(1);
    }

    @Test
    void aSearchThatIsSentAsAWriteDoesNotWrite() {
        write.endpoint(DeclaredRoute.REPLICA.by("Orders#search"));

        commits.addBackground(required(1, 200));

        assertThat(write.written()).isSameAs(NONE);
    }

    @Test
    void aRequestThatWritesMayHaveDoneSoInTheBackground() {
        commits.addBackground(required(1, 100));
        ScriptedRequest later = new ScriptedRequest(WRITE, commits);

        commits.addBackground(required(1, 200));

        assertThat(write.written().position()).isEqualTo(at(1, 200));
        assertThat(later.written().position()).isEqualTo(at(1, 200));
        assertThat(new ScriptedRequest(WRITE, commits).written()).as("it was before this one").isSameAs(NONE);
    }

    @Test
    void anUnknownCommitInTheBackgroundMayHaveBeenIts() {
        commits.addBackground(UNKNOWN);

        assertThat(write.written().isUnknown()).isTrue();
    }

    @Test
    void aRequestThatReadsHasNotWrittenInTheBackground() {
        commits.addBackground(required(1, 200));
        commits.addBackground(UNKNOWN);

        assertThat(read.written()).isSameAs(NONE);
    }

    @Test
    void aGetThatIsDeclaredToWriteMayHave() {
        read.endpoint(CHANGES_DATABASE);

        commits.addBackground(required(1, 200));

        assertThat(read.written().position()).isEqualTo(at(1, 200));
        assertThat(read.timesMayWrite).isEqualTo(1);
    }

    @Test
    void nobodyWritesForOptions() {
        ScriptedRequest options = new ScriptedRequest(WRITE, false, commits);

        commits.addBackground(required(1, 200));
        commits.addBackground(UNKNOWN);

        assertThat(options.written()).isSameAs(NONE);
    }

    @Test
    void whatAnotherRequestCommittedIsNotIts() {
        commits.add(required(1, 200));

        assertThat(write.written()).isSameAs(NONE);
    }

    @Test
    void onlyWhoMayWriteIsToldSo() {
        read.endpoint(DeclaredRoute.REPLICA.by("Orders#list"));
        assertThat(read.timesMayWrite).isZero();

        read.writerTaken();
        assertThat(read.timesMayWrite).isEqualTo(1);
    }

    @Test
    void noCommitOfParallelWritersIsLost() throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Callable<Void>> writers = IntStream.range(0, THREADS).<Callable<Void>> mapToObj(thread -> () -> {
            together.await();
            for (int i = 1; i <= COMMITS; i++) {
                RequiredPosition own = required(1, (long) i * THREADS + thread);
                read.writerTaken();
                assertThat(read.written().isUnknown()).isTrue();
                read.writerReturned(own);
                assertThat(own.isReachedBy(read.required().position())).isTrue();
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

        assertThat(read.written().isUnknown()).as("all are back").isFalse();
        assertThat(read.written().position()).isEqualTo(at(1, (long) COMMITS * THREADS + THREADS - 1));
    }
}
