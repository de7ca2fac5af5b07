package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.firstUsable;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.TestPositions.DIALECT;
import static io.quarkiverse.replicated.runtime.position.TestPositions.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;

/** Covers waiting for a replica. Only the waiting has the replica asked, because the pause between two probes is an hour. */
class AwaitReachedTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    // A wait for something that never comes would take all of PATIENCE.
    private static final Duration PROMPT = Duration.ofMinutes(1);

    private static final Duration HOUR = Duration.ofHours(1);

    private final Server replica = new Server(Target.REPLICA, "replica", 1);
    private final ScriptedProbe primaryProbe = ScriptedProbe.primary(at(1, 100));
    private final ScriptedProbe probe = ScriptedProbe.replica(at(1, 100));
    private final ReplicaMonitor monitor = new ReplicaMonitor(Map.of(Servers.PRIMARY, primaryProbe, replica, probe), DIALECT,
            HOUR, new LagLimit(HOUR, false, "quarkus.replicated.max-lag"), () -> null, new RecordingListener(), Clock.SYSTEM);
    private final Waiters waiters = new Waiters();

    @BeforeEach
    void start() throws InterruptedException {
        monitor.start(PATIENCE);
    }

    @AfterEach
    void close() {
        waiters.close();
        monitor.close();
    }

    @Test
    void aReplicaThatShowsItAlreadyIsNotAsked() {
        ReplicaSet set = monitor.awaitReached(required(1, 100), PATIENCE);

        assertThat(reached(set, required(1, 100))).isTrue();
        assertThat(probe.asked).hasValue(1);
    }

    @Test
    void itReturnsAsSoonAsAProbeThatWasSentLaterShowsThePosition() {
        long[] lsn = { 100 };
        probe.is(() -> at(1, lsn[0] += 20));
        long before = System.nanoTime();

        ReplicaSet set = monitor.awaitReached(required(1, 160), PATIENCE);

        assertThat(reached(set, required(1, 160))).isTrue();
        assertThat(probe.asked).as("questions: one at the start, then until it shows 160").hasValue(1 + 3);
        assertThat(set.sample(replica).sentAtNanos() - before).isPositive();
        assertThat(since(before)).isLessThan(PROMPT);
    }

    @Test
    void itGivesUpWhenItsPatienceEnds() {
        Duration patience = Duration.ofSeconds(1);
        long before = System.nanoTime();

        ReplicaSet set = monitor.awaitReached(required(1, 160), patience);

        assertThat(reached(set, required(1, 160))).isFalse();
        assertThat(since(before)).isBetween(patience, PROMPT);
        assertThat(probe.asked).as("questions: one at the start, others during the wait").hasValueGreaterThan(1);
    }

    @Test
    void itGivesUpOnASilentServer() throws InterruptedException {
        probe.hold = new CountDownLatch(1);
        long before = System.nanoTime();

        ReplicaSet set = monitor.awaitReached(required(1, 160), Duration.ofMillis(30));

        assertThat(reached(set, required(1, 160))).isFalse();
        assertThat(since(before)).isLessThan(PROMPT);
        probe.release();
    }

    @Test
    void withoutPatienceNoServerIsAsked() {
        probe.is(at(1, 160));

        assertThat(reached(monitor.awaitReached(required(1, 160), Duration.ZERO), required(1, 160))).isFalse();
        assertThat(probe.asked).hasValue(1);
    }

    static Stream<RequiredPosition> hopeless() {
        return Stream.of(required(2, 50), required(2, 500), RequiredPosition.UNKNOWN,
                required(1, 50).and(RequiredPosition.UNKNOWN),
                RequiredPosition.of(elsewhere(1, 50)));
    }

    @ParameterizedTest
    @MethodSource("hopeless")
    void itNeverWaitsForAPositionOfAnotherTimelineOrAnUnknownOne(RequiredPosition hopeless) {
        long before = System.nanoTime();

        ReplicaSet set = monitor.awaitReached(hopeless, PATIENCE);

        assertThat(reached(set, hopeless)).isFalse();
        assertThat(probe.asked).hasValue(1);
        assertThat(since(before)).isLessThan(PROMPT);
    }

    @Test
    void itDoesNotWaitForAReplicaThatIsLeftOut() throws Exception {
        monitor.checkoutFailed(replica, new SQLException("refused", "08001"));
        long before = System.nanoTime();

        ReplicaSet set = monitor.awaitReached(required(1, 160), PATIENCE);

        assertThat(firstUsable(set, System.nanoTime())).isNull();
        assertThat(since(before)).isLessThan(PROMPT);
    }

    @Test
    void itEndsWhenTheReplicaIsLeftOutMeanwhile() throws Exception {
        probe.hold = new CountDownLatch(1);
        long before = System.nanoTime();
        Future<ReplicaSet> waiting = waiters.start(() -> monitor.awaitReached(required(1, 160), PATIENCE));
        waiters.awaitAllWaiting();

        monitor.checkoutFailed(replica, new SQLException("refused", "08001"));

        assertThat(firstUsable(waiting.get(), System.nanoTime())).isNull();
        assertThat(since(before)).isLessThan(PROMPT);
        probe.release();
    }

    @Test
    void allReadsThatWaitAtTheSameTimeShareTheAnswers() throws Exception {
        probe.hold = new CountDownLatch(1);
        List<Future<ReplicaSet>> waiting = Stream
                .generate(() -> waiters.start(() -> monitor.awaitReached(required(1, 160), PATIENCE))).limit(20).toList();
        waiters.awaitAllWaiting();

        probe.is(at(1, 160));
        probe.release();

        for (Future<ReplicaSet> each : waiting) {
            assertThat(reached(each.get(), required(1, 160))).isTrue();
        }
        assertThat(probe.asked).as("questions: at the start, the one that was held, the next, one more if a waiter woke late")
                .hasValueBetween(3, 4);
    }

    @Test
    void aThreadThatIsInterruptedDoesNotWait() throws Exception {
        Future<Boolean> waiting = waiters.start(() -> {
            Thread.currentThread().interrupt();
            monitor.awaitReached(required(1, 160), PATIENCE);
            return Thread.interrupted();
        });

        assertThat(waiting.get(PROMPT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static boolean reached(ReplicaSet set, RequiredPosition required) {
        return set.count(required, System.nanoTime()) > 0;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
