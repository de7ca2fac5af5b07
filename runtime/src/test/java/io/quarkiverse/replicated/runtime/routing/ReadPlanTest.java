package io.quarkiverse.replicated.runtime.routing;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.late;
import static io.quarkiverse.replicated.runtime.monitor.Servers.primary;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.monitor.Servers.usable;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.NONE;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.ReadPlan.Step;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Takes a read step by step through every rule for reads and every failure. No test here takes a connection or waits. */
class ReadPlanTest {

    private static final Server FIRST = new Server(Target.REPLICA, "r1", 1);
    private static final Server SECOND = new Server(Target.REPLICA, "r2", 2);
    private static final Unusable GONE = new Unusable(Cause.UNREACHABLE, "gone");
    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);
    private static final RouteIntent LITERAL = DeclaredRoute.REPLICA.by("a");

    private final ReplicaSet unusable = Servers.unproved(FIRST, SECOND);
    private final ReplicaSet usable = usable(usable(unusable, FIRST, at(1, 100)), SECOND, at(1, 200));
    private final ScriptedRequest request = new ScriptedRequest(READ, new Group(new LocalCommits(Clock.SYSTEM)));
    private final Router router = new Router(Servers.PRIMARY, ReplicaSelector.ROUND_ROBIN);

    @Test
    void aReadTakesAConnectionOfTheReplicaWhoseTurnItIs() {
        ReadPlan<Exception> plan = plan(READ, NONE, usable, false);

        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
        assertThat(plan.placement()).isEqualTo(FIRST.because(Reason.HTTP_METHOD));
        assertThat(plan.mustShow()).isSameAs(NONE);
        assertThat(request.ledger.reading()).isEqualTo(plan.placement());
    }

    @Test
    void theFirstStepNeedsNoPlanUnlessTheReadMustWait() {
        assertThat(ReadPlan.first(router, READ, request.ledger, required(1, 150), usable, 0, 0))
                .isEqualTo(SECOND.because(Reason.HTTP_METHOD));
        assertThat(ReadPlan.first(router, READ, request.ledger, required(1, 201), usable, 0, 0)).isNull();
    }

    @Test
    void rule6OnceOnThePrimaryItStaysThereAndWaitsForNoReplica() {
        Placement before = Servers.PRIMARY.because(Reason.NO_USABLE_REPLICA);
        request.ledger.startReading(null, before, 0);

        ReadPlan<Exception> plan = plan(READ, required(1, 201), usable, false);

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(plan.placement()).isSameAs(before);
    }

    @Test
    void rule7TheLeastLateServesARead() {
        ReplicaSet allLate = late(
                late(Servers.unproved(new LagLimit(Servers.MAX_LAG, OptionalLong.empty(), Duration.ofMinutes(1),
                        false, "max-lag"), FIRST, SECOND), FIRST, at(1, 100), 0),
                SECOND, at(1, 200), 0);

        ReadPlan<Exception> plan = plan(READ, NONE, allLate, false);

        assertThat(plan.next(Duration.ofSeconds(20).toNanos())).isEqualTo(Step.TAKE);
        assertThat(plan.placement()).isEqualTo(SECOND.because(Reason.HTTP_METHOD));
    }

    @Test
    void rule8WithoutAnyUsableReplicaThePrimaryStandsIn() {
        ReadPlan<Exception> plan = plan(READ, NONE, unusable, false);

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(plan.placement()).isEqualTo(Servers.PRIMARY.because(Reason.NO_USABLE_REPLICA));
    }

    @Test
    void rule9AReplicaThatIsLostAfterARead() {
        ReadPlan<Exception> first = plan(READ, NONE, usable, false);
        first.next(0);
        first.taken();

        ReadPlan<Exception> plan = plan(READ, NONE, usable.without(FIRST, GONE), false);

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(plan.placement()).isEqualTo(Servers.PRIMARY.because(Reason.REPLICA_LOST));
    }

    @Test
    void rule10TheReplicaThatShowsThePositionHasToProveIt() {
        ReadPlan<Exception> plan = plan(READ, required(1, 150), usable, false);

        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
        assertThat(plan.placement()).isEqualTo(SECOND.because(Reason.HTTP_METHOD));
        assertThat(plan.mustShow().position()).isEqualTo(at(1, 150));
    }

    @Test
    void rule11AReadWaitsAndThenThePrimaryStandsIn() {
        ReadPlan<Exception> plan = plan(READ, required(1, 201), usable, false);
        assertThat(plan.next(0)).isEqualTo(Step.WAIT);

        plan.waited(usable, false, 0);

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(plan.placement()).isEqualTo(Servers.PRIMARY.because(Reason.POSITION_NOT_REACHED));
        assertThat(request.ledger.hasWaitedInVain(0)).isTrue();
    }

    @Test
    void aWaitThatIsRewardedLeadsToTheReplica() {
        ReadPlan<Exception> plan = plan(READ, required(1, 201), usable, false);
        plan.next(0);

        plan.waited(usable(usable, FIRST, at(1, 201)), true, 0);

        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
        assertThat(plan.placement().server()).isSameAs(FIRST);
        assertThat(request.ledger.hasWaitedInVain(0)).isFalse();
    }

    @Test
    void aRequestWaitsInVainOnlyOnce() {
        ReadPlan<Exception> first = plan(LITERAL, required(1, 201), usable, false);
        first.next(0);
        first.waited(usable, false, 0);

        assertThat(plan(LITERAL, required(1, 201), usable, false).next(0)).isEqualTo(Step.TAKE);
    }

    @Test
    void whereWaitingIsNotAllowedWhatIsKnownHasToDo() {
        ReadPlan<Exception> plan = plan(READ, required(1, 201), usable, false);
        plan.next(0);

        plan.mayNotWait();

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(request.ledger.hasWaitedInVain(0)).as("another thread may still wait").isFalse();
    }

    @Test
    void aLiteralReadWaitsAndThenReadsFromAnyReplicaWithoutProof() {
        ReadPlan<Exception> plan = plan(LITERAL, required(1, 201), usable, false);
        assertThat(plan.next(0)).isEqualTo(Step.WAIT);
        plan.waited(usable, false, 0);

        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
        assertThat(plan.placement()).isEqualTo(FIRST.because(Reason.ANNOTATION));
        assertThat(plan.mustShow()).isSameAs(NONE);
    }

    @Test
    void whatMayBeMadeUpIsPutToThePrimaryAfterAWaitInVain() {
        request.client.presented = required(1, 999);
        request.client.doubtful = true;
        request.client.proved = NONE;
        ReadPlan<Exception> plan = plan(READ, required(1, 999), usable, false);
        plan.next(0);
        plan.waited(usable, false, 0);
        assertThat(plan.next(0)).isEqualTo(Step.ASK_PRIMARY);

        plan.heard(primary(0, at(1, 300)), usable, 0);

        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
        assertThat(plan.required()).as("the position was forged").isSameAs(NONE);
    }

    @Test
    void aForgedPositionDoesNotTakeAwayWhatTheCallItselfMustSee() {
        request.client.presented = required(1, 999);
        request.client.doubtful = true;
        request.client.proved = NONE;
        RouteIntent callAtPosition = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "a call", true, required(1, 150));
        ReadPlan<Exception> plan = plan(callAtPosition, required(1, 999), usable, false);
        plan.next(0);
        plan.waited(usable, false, 0);
        plan.next(0);

        plan.heard(primary(0, at(1, 300)), usable, 0);

        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
        assertThat(plan.placement().server()).isSameAs(SECOND);
        assertThat(plan.mustShow().position()).isEqualTo(at(1, 150));
    }

    @Test
    void aLiteralReadDoesNotAskThePrimaryBecauseItAcceptsAnyReplica() {
        request.client.presented = required(1, 999);
        request.client.doubtful = true;
        ReadPlan<Exception> plan = plan(LITERAL, required(1, 999), usable, false);
        plan.next(0);

        plan.waited(usable, false, 0);

        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
    }

    @Test
    void aLiteralReadThatComesFirstDecidesForTheRequestIfItReadsFromAReplica() {
        ReadPlan<Exception> plan = plan(LITERAL, NONE, usable, false);
        plan.next(0);

        assertThat(request.ledger.reading()).isEqualTo(FIRST.because(Reason.ANNOTATION));
    }

    @Test
    void aLiteralReadThatThePrimaryServesDecidesNothing() {
        assertThat(plan(LITERAL, NONE, unusable, false).next(0)).isEqualTo(Step.STAND_IN);

        assertThat(request.ledger.reading()).isNull();
    }

    @Test
    void aLaterLiteralReadLeavesTheRequestWhereItReads() {
        plan(READ, NONE, usable, false).next(0);
        ReadPlan<Exception> literal = plan(LITERAL, required(1, 150), usable, false);

        literal.next(0);

        assertThat(literal.placement().server()).isSameAs(SECOND);
        assertThat(request.ledger.reading().server()).isSameAs(FIRST);
    }

    @Test
    void theQuickestOfSeveralReadsDecidesForAll() {
        RequestLedger ledger = request.ledger;
        ReplicaSelector slow = (replicas, required, count, turn, now) -> {
            ledger.startReading(null, SECOND.because(Reason.HTTP_METHOD), 0); // Another thread was quicker.
            return FIRST;
        };

        assertThat(ReadPlan.first(new Router(Servers.PRIMARY, slow), READ, ledger, NONE, usable, 0, 0).server())
                .isSameAs(SECOND);
        assertThat(ledger.reading().server()).isSameAs(SECOND);
    }

    @Test
    void aPrimaryThatDoesNotAnswerSettlesNothing() {
        request.client.presented = required(1, 999);
        request.client.doubtful = true;
        ReadPlan<Exception> plan = plan(READ, required(1, 999), usable, false);
        plan.next(0);
        plan.waited(usable, false, 0);
        plan.next(0);

        plan.heard(null, usable, 0);

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(plan.required().position()).isEqualTo(at(1, 999));
    }

    @Test
    void anUnknownPositionIsNotPutToThePrimary() {
        request.client.doubtful = true;
        ReadPlan<Exception> plan = plan(READ, UNKNOWN, usable, false);
        assertThat(plan.next(0)).isEqualTo(Step.WAIT);

        plan.waited(usable, false, 0);

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
    }

    @ParameterizedTest
    @EnumSource(names = { "RECOVERY_CONFLICT", "OF_POOL" }, mode = Mode.EXCLUDE)
    void whenAReplicaFailsTheNextOneIsTakenAndThenThePrimary(Failure kind) {
        ReadPlan<Exception> plan = plan(READ, NONE, usable, false);
        plan.next(0);
        Exception first = new Exception("first");
        Exception second = new Exception("second");

        plan.failed(first, kind, GONE);
        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
        assertThat(plan.placement()).isEqualTo(SECOND.because(Reason.HTTP_METHOD));

        plan.failed(second, kind, GONE);
        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(plan.placement()).isEqualTo(Servers.PRIMARY.because(Reason.NO_USABLE_REPLICA));
        assertThat(plan.failure()).isSameAs(first).hasSuppressedException(second);
    }

    @ParameterizedTest
    @EnumSource(names = { "RECOVERY_CONFLICT", "OF_POOL" })
    void whatNoOtherServerCouldMendFails(Failure kind) {
        ReadPlan<Exception> plan = plan(READ, NONE, usable, false);
        plan.next(0);
        Exception cause = new Exception("the pool is closed");

        plan.failed(cause, kind, GONE);

        assertThat(plan.next(0)).isEqualTo(Step.FAIL);
        assertThat(plan.failure()).isSameAs(cause);
        assertThat(request.ledger.reading()).as("the replica is as good as it was").isNotNull();
    }

    @Test
    void whenThePrimaryFailsTooTheFirstFailureSurvivesAndTheRequestMayBeginElsewhere() {
        ReadPlan<Exception> plan = plan(READ, NONE, usable.without(SECOND, GONE), false);
        plan.next(0);
        Exception ofReplica = new Exception("replica");
        Exception ofPrimary = new Exception("primary");
        plan.failed(ofReplica, Failure.SERVER_LOST, GONE);
        plan.next(0);

        plan.failed(ofPrimary, Failure.BUSY, null);

        assertThat(plan.next(0)).isEqualTo(Step.FAIL);
        assertThat(plan.failure()).isSameAs(ofReplica).hasSuppressedException(ofPrimary);
        assertThat(request.ledger.reading()).isNull();
    }

    @Test
    void aRequestThatHasReadStaysOnThePrimaryWhenItsReplicaFails() {
        ReadPlan<Exception> first = plan(READ, NONE, usable, false);
        first.next(0);
        first.taken();
        ReadPlan<Exception> plan = plan(READ, NONE, usable, false);
        plan.next(0);

        plan.failed(new Exception("gone"), Failure.SERVER_LOST, GONE);

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(plan.placement()).isEqualTo(Servers.PRIMARY.because(Reason.REPLICA_LOST));
    }

    @Test
    void aDisprovedReplicaGivesItsPlaceToAnotherOneThatShowsIt() {
        ReplicaSet both = usable(usable, FIRST, at(1, 200));
        ReadPlan<Exception> plan = plan(READ, required(1, 150), both, false);
        plan.next(0);
        assertThat(plan.placement().server()).isSameAs(FIRST);

        plan.disproved(new Exception("not shown"));

        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
        assertThat(plan.placement().server()).isSameAs(SECOND);

        plan.disproved(new Exception("not shown"));
        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(plan.placement().reason()).isEqualTo(Reason.POSITION_NOT_REACHED);
    }

    @Test
    void inATransactionADisprovedConnectionIsTheEnd() {
        ReadPlan<Exception> plan = plan(READ, required(1, 150), usable, true);
        plan.next(0);
        Exception notShown = new Exception("not shown");

        plan.disproved(notShown);

        assertThat(plan.next(0)).isEqualTo(Step.FAIL);
        assertThat(plan.failure()).isSameAs(notShown);
        assertThat(request.ledger.reading()).as("the replica is as good as it was").isNotNull();
    }

    @Test
    void aReplicaThatCannotBeProvedIsNotTakenIntoATransaction() {
        ReadPlan<Exception> plan = plan(READ, required(1, 150), usable, true);
        plan.next(0);

        plan.unprovable();

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
        assertThat(plan.placement().reason()).isEqualTo(Reason.POSITION_NOT_REACHED);
    }

    @Test
    void aPlanGoesOnAfterAFirstStepThatFailed() {
        Placement first = ReadPlan.first(router, READ, request.ledger, NONE, usable, 0, 0);
        ReadPlan<Exception> plan = plan(READ, NONE, usable, false).after(first);

        plan.failed(new Exception("gone"), Failure.SERVER_LOST, GONE);

        assertThat(plan.next(0)).isEqualTo(Step.TAKE);
        assertThat(plan.placement().server()).isSameAs(SECOND);
    }

    /** Meanwhile the position may have been reached by no replica at all, but this read has begun. */
    @Test
    void aPlanThatGoesOnDoesNotBeginWithAWait() {
        ReplicaSet known = usable.without(SECOND, GONE);
        ReadPlan<Exception> plan = plan(READ, required(1, 201), known, false).after(FIRST.because(Reason.HTTP_METHOD));

        plan.failed(new Exception("gone"), Failure.SERVER_LOST, GONE);

        assertThat(plan.next(0)).isEqualTo(Step.STAND_IN);
    }

    @Test
    void outsideOfRequestsEachReadIsOnItsOwn() {
        Ledger none = Request.NONE.in(new Group(new LocalCommits(Clock.SYSTEM)));
        for (int turn = 0; turn < 2; turn++) {
            ReadPlan<Exception> plan = new ReadPlan<>(router, READ, none, NONE, usable, turn, false, 0);
            assertThat(plan.next(0)).isEqualTo(Step.TAKE);
            assertThat(plan.placement().server()).isSameAs(turn == 0 ? FIRST : SECOND);
            plan.taken();
        }
    }

    private ReadPlan<Exception> plan(RouteIntent intent, RequiredPosition required, ReplicaSet replicas,
            boolean inTransaction) {
        return new ReadPlan<>(router, intent, request.ledger, required, replicas, 0, inTransaction, 0);
    }
}
