package io.quarkiverse.replicated.runtime.routing;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.BackgroundCommits.addBackground;
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
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;

class RequestLedgerTest {

    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);
    private static final RouteIntent WRITE = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "POST", false);
    private static final RouteIntent CHANGES_DATABASE = DeclaredRoute.PRIMARY.by("Orders#list");

    private static final int THREADS = 4;
    private static final int COMMITS = 5_000;

    private final LocalCommits commits = new LocalCommits(Clock.SYSTEM);
    private final Group group = new Group(commits);
    private final ScriptedRequest reading = new ScriptedRequest(READ, group);
    private final ScriptedRequest writing = new ScriptedRequest(WRITE, group);
    private final RequestLedger read = reading.ledger;
    private final RequestLedger write = writing.ledger;

    @Test
    void aRequestThatHasNeitherWrittenNorBroughtAnythingNeedsToSeeNothing() {
        assertThat(read.required()).isSameAs(NONE);
        assertThat(read.written()).isSameAs(NONE);
        assertThat(write.written()).isSameAs(NONE);
    }

    @Test
    void itMustSeeWhatItsClientBroughtAndWhatItCommitted() {
        reading.client.presented = required(1, 100);
        assertThat(read.required().position()).isEqualTo(at(1, 100));

        read.lendWriter();
        read.returnWriter(required(1, 200));
        assertThat(read.required().position()).isEqualTo(at(1, 200));

        reading.client.presented = required(1, 300);
        assertThat(read.required().position()).isEqualTo(at(1, 300));
    }

    @Test
    void whatItsClientBroughtItHasNotWritten() {
        writing.client.presented = required(1, 300);

        write.lendWriter();
        write.returnWriter(required(1, 200));

        assertThat(write.written().position()).isEqualTo(at(1, 200));
    }

    @Test
    void anUnknownPositionOfEitherIsRequired() {
        reading.client.presented = UNKNOWN;
        assertThat(read.required().isUnknown()).isTrue();

        write.lendWriter();
        write.returnWriter(UNKNOWN);
        write.lendWriter();
        write.returnWriter(required(1, 200));
        assertThat(write.required().isUnknown()).isTrue();
        assertThat(write.written().isUnknown()).isTrue();
    }

    @Test
    void aWriterThatIsStillOutMayHaveCommittedAtAnUnknownPosition() {
        write.lendWriter();
        write.lendWriter();
        write.returnWriter(required(1, 100));
        assertThat(write.written().isUnknown()).isTrue();
        assertThat(write.written().position()).isEqualTo(at(1, 100));

        write.returnWriter(required(1, 90));

        assertThat(write.written().isUnknown()).isFalse();
        assertThat(write.written().position()).isEqualTo(at(1, 100));
    }

    @Test
    void whatItMayHaveCommittedAndNotGivenBackYetItMustSee() {
        write.lendWriter();

        assertThat(write.required().isUnknown()).isTrue();
    }

    @Test
    void whatMayHaveBeenWrittenForItInTheBackgroundItMustSee() {
        addBackground(commits, required(1, 200));

        assertThat(write.required().position()).isEqualTo(at(1, 200));
        assertThat(read.required()).isSameAs(NONE);
    }

    @Test
    void codeInsideAReadMayBeDeclaredToWrite() {
        reading.declareWrites();

        addBackground(commits, required(1, 200));

        assertThat(read.written().position()).isEqualTo(at(1, 200));
        assertThat(reading.client.timesExpected).isEqualTo(1);
    }

    @Test
    void aSearchThatIsSentAsAWriteDoesNotWrite() {
        writing.matchEndpoint(DeclaredRoute.REPLICA.by("Orders#search"));

        addBackground(commits, required(1, 200));

        assertThat(write.written()).isSameAs(NONE);
    }

    @Test
    void aRequestThatWritesMayHaveDoneSoInTheBackground() {
        addBackground(commits, required(1, 100));
        RequestLedger later = new ScriptedRequest(WRITE, group).ledger;

        addBackground(commits, required(1, 200));

        assertThat(write.written().position()).isEqualTo(at(1, 200));
        assertThat(later.written().position()).isEqualTo(at(1, 200));
        assertThat(new ScriptedRequest(WRITE, group).ledger.written()).as("committed before this request").isSameAs(NONE);
    }

    @Test
    void anUnknownCommitInTheBackgroundMayHaveBeenIts() {
        addBackground(commits, UNKNOWN);

        assertThat(write.written().isUnknown()).isTrue();
    }

    @Test
    void aRequestThatReadsHasNotWrittenInTheBackground() {
        addBackground(commits, required(1, 200));
        addBackground(commits, UNKNOWN);

        assertThat(read.written()).isSameAs(NONE);
    }

    @Test
    void aGetThatIsDeclaredToWriteMayHave() {
        reading.matchEndpoint(CHANGES_DATABASE);

        addBackground(commits, required(1, 200));

        assertThat(read.written().position()).isEqualTo(at(1, 200));
        assertThat(reading.client.timesExpected).isEqualTo(1);
    }

    @Test
    void anOptionsRequestDoesNotWrite() {
        RequestLedger options = new ScriptedRequest(WRITE, false, group).ledger;

        addBackground(commits, required(1, 200));
        addBackground(commits, UNKNOWN);

        assertThat(options.written()).isSameAs(NONE);
    }

    @Test
    void whatAnotherRequestCommittedIsNotIts() {
        commits.add(required(1, 200));

        assertThat(write.written()).isSameAs(NONE);
    }

    @Test
    void onlyTheClientOfARequestThatMayWriteExpectsAPosition() {
        reading.matchEndpoint(DeclaredRoute.REPLICA.by("Orders#list"));
        assertThat(reading.client.timesExpected).isZero();

        read.lendWriter();
        assertThat(reading.client.timesExpected).isEqualTo(1);
    }

    /** It may have committed for the request, whenever it was taken. */
    @Test
    void aBackgroundWriterThatIsOutMayHaveCommittedForARequestThatWrites() {
        LentWriter old = group.onPlainThreads().lendWriter();
        ScriptedRequest later = new ScriptedRequest(WRITE, group);
        assertThat(later.ledger.isWriterOut()).isTrue();
        assertThat(later.ledger.required().isUnknown()).isTrue();
        assertThat(later.ledger.ownWritersOut()).isZero();
        assertThat(new ScriptedRequest(READ, group).ledger.isWriterOut()).isFalse();

        old.returnWriter(required(1, 100));

        assertThat(later.ledger.isWriterOut()).isFalse();
        assertThat(later.ledger.written().position()).isEqualTo(at(1, 100));
    }

    @Test
    void aPlainThreadMayHaveWrittenForARequestThatShouldNot() {
        LentWriter writer = group.onPlainThreads().lendWriter();
        assertThat(read.isWriterOut()).isTrue();
        assertThat(read.undeclaredWriter()).isEqualTo(Thread.currentThread().getName());
        assertThat(write.undeclaredWriter()).as("it may write").isNull();

        writer.returnWriter(required(1, 100));

        assertThat(read.isWriterOut()).isFalse();
        assertThat(read.required().position()).isEqualTo(at(1, 100));
        assertThat(read.undeclaredWriter()).isEqualTo(Thread.currentThread().getName());
        assertThat(new ScriptedRequest(READ, group).ledger.undeclaredWriter()).isNull();
    }

    /** A stream may go on for hours, and threads of the application write all the time. */
    @Test
    void onceItsResponseHasBegunPlainThreadsDoNotConcernARequestThatShouldNotWrite() {
        reading.client.answered = true;
        LentWriter writer = group.onPlainThreads().lendWriter();
        assertThat(read.isWriterOut()).isFalse();

        writer.returnWriter(required(1, 100));

        assertThat(read.required()).isSameAs(NONE);
    }

    @Test
    void aJobHasNotWrittenForARequestThatShouldNot() {
        Request.NONE.in(group).lendWriter().returnWriter(required(1, 100));

        assertThat(read.required()).isSameAs(NONE);
        assertThat(read.undeclaredWriter()).isNull();
    }

    @Test
    void anAnswerOfThePrimaryCoversWhatIsOutForTheResponseAndNotForReads() {
        write.lendWriter();
        write.lendWriter();
        write.returnWriter(required(1, 100));
        assertThat(write.toAcknowledge().isUnknown()).isTrue();

        write.cover(write.writers(), required(1, 300));

        assertThat(write.toAcknowledge().isUnknown()).isFalse();
        assertThat(write.toAcknowledge().position()).isEqualTo(at(1, 300));
        assertThat(write.required().isUnknown()).as("more may be committed by now").isTrue();
        assertThat(commits.known()).isEqualTo(at(1, 300));
    }

    @Test
    void aConnectionThatWasTakenLaterIsNotCovered() {
        write.lendWriter();
        int asked = write.writers();
        write.lendWriter();

        write.cover(asked, required(1, 300));
        assertThat(write.toAcknowledge().isUnknown()).isTrue();

        write.returnWriter(required(1, 400));
        write.returnWriter(required(1, 200));
        assertThat(write.toAcknowledge().isUnknown()).isFalse();
        assertThat(write.toAcknowledge().position()).isEqualTo(at(1, 400));
    }

    @Test
    void noCommitOfParallelWritersIsLost() throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Callable<Void>> writers = IntStream.range(0, THREADS).<Callable<Void>> mapToObj(thread -> () -> {
            together.await();
            for (int i = 1; i <= COMMITS; i++) {
                RequiredPosition own = required(1, (long) i * THREADS + thread);
                read.lendWriter();
                assertThat(read.written().isUnknown()).isTrue();
                read.returnWriter(own);
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

        assertThat(read.written().isUnknown()).as("all writers have returned").isFalse();
        assertThat(read.written().position()).isEqualTo(at(1, (long) COMMITS * THREADS + THREADS - 1));
    }
}
