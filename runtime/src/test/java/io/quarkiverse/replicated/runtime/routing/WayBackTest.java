package io.quarkiverse.replicated.runtime.routing;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.primary;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.monitor.Servers.usable;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.ReadPlan.Step;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;

/** A request that lives for long leaves the primary as soon as a replica shows what the request has seen there. */
class WayBackTest {

    private static final Server FIRST = new Server(Target.REPLICA, "r1", 1);
    private static final Server SECOND = new Server(Target.REPLICA, "r2", 2);
    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);
    private static final Placement ON_FIRST = FIRST.because(Reason.HTTP_METHOD);
    private static final Placement ON_SECOND = SECOND.because(Reason.HTTP_METHOD);
    private static final Placement NO_REPLICA = Servers.PRIMARY.because(Reason.NO_USABLE_REPLICA);
    private static final Placement TOO_LATE = Servers.PRIMARY.because(Reason.POSITION_NOT_REACHED);
    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    private final ReplicaSet unusable = Servers.unproved(FIRST, SECOND);
    private final Router router = new Router(Servers.PRIMARY, ReplicaSelector.ROUND_ROBIN);
    private final ScriptedRequest request = new ScriptedRequest(READ, new Group(new LocalCommits(Clock.SYSTEM)));
    private final RequestLedger ledger = request.ledger;

    /** At the time 0 the request begins to read on the primary; its connection is back at the time 10. */
    private void readOnPrimary() {
        assertThat(read(NONE, unusable, 0)).isSameAs(NO_REPLICA);
        ledger.lendStandIn();
        ledger.markRead();
        ledger.returnStandIn(10);
    }

    @Test
    void itStaysWhileNoAnswerOfThePrimaryIsNewerThanItsLastRead() {
        readOnPrimary();

        assertThat(read(NONE, replicas(10, at(1, 100), at(1, 100), at(1, 900)), 11)).isSameAs(NO_REPLICA);
    }

    @Test
    void itGoesBackToAReplicaThatShowsThatAnswer() {
        readOnPrimary();
        ReplicaSet replicas = replicas(11, at(1, 100), at(1, 99), at(1, 100));

        assertThat(read(NONE, replicas, 12)).as("the first one shows less, and it is its turn").isSameAs(ON_SECOND);
        assertThat(ledger.reading()).isSameAs(ON_SECOND);
    }

    @Test
    void itStaysWhileNoReplicaShowsThatAnswer() {
        readOnPrimary();

        assertThat(read(NONE, replicas(11, at(1, 100), at(1, 99), at(1, 98)), 12)).isSameAs(NO_REPLICA);
    }

    @Test
    void whatItHasWrittenMustBeShownAsWell() {
        readOnPrimary();
        ReplicaSet replicas = replicas(11, at(1, 100), at(1, 150), at(1, 150));

        assertThat(read(required(1, 151), replicas, 12)).isSameAs(NO_REPLICA);
        assertThat(read(required(1, 150), replicas, 12)).isSameAs(ON_FIRST);
    }

    @Test
    void theConnectionHasToProveIt() {
        readOnPrimary();
        ReadPlan<Exception> plan = plan(required(1, 50), replicas(11, at(1, 100), at(1, 100), at(1, 100)), 12);

        assertThat(plan.next(12)).isEqualTo(Step.TAKE);

        assertThat(plan.mustShow().position()).isEqualTo(at(1, 100));
        assertThat(plan.required().position()).isEqualTo(at(1, 50));
    }

    @Test
    void itStaysWhileAConnectionOfThePrimaryIsOut() {
        readOnPrimary();
        ledger.lendStandIn();
        ReplicaSet replicas = replicas(11, at(1, 100), at(1, 100), at(1, 100));

        assertThat(read(NONE, replicas, 12)).isSameAs(NO_REPLICA);

        ledger.returnStandIn(13);
        assertThat(read(NONE, replicas, 14)).as("it has read there until 13").isSameAs(NO_REPLICA);
        assertThat(read(NONE, replicas.with(replicas.primary().writable(primary(14, at(1, 100)))), 15)).isSameAs(ON_FIRST);
    }

    @Test
    void eachReadOnThePrimaryCounts() {
        readOnPrimary();
        ledger.lendStandIn();
        ledger.returnStandIn(20);

        assertThat(read(NONE, replicas(11, at(1, 100), at(1, 100), at(1, 100)), 21)).isSameAs(NO_REPLICA);
    }

    @Test
    void whatItHasSeenIsRememberedWhenThePrimaryHasMovedOn() {
        readOnPrimary();
        ReplicaSet replicas = replicas(11, at(1, 100), at(1, 100), at(1, 99));
        assertThat(read(NONE, replicas, 12)).isSameAs(ON_FIRST);
        long step = Duration.ofMillis(100).toNanos();
        for (int i = 1; i <= 90; i++) {
            replicas = replicas.with(replicas.primary().writable(primary(i * step, at(1, 100 + i))));
        }

        assertThat(read(NONE, replicas, 90 * step)).as("its replica shows what it has seen").isSameAs(ON_FIRST);
    }

    @Test
    void aReadThatEndsLateOnThePrimaryBindsTheRequestOnItsReplicaToo() {
        readOnPrimary();
        ReplicaSet replicas = replicas(11, at(1, 100), at(1, 100), at(1, 100));
        assertThat(read(NONE, replicas, 12)).isSameAs(ON_FIRST);
        ledger.lendStandIn(); // Decided before, and taken later.
        ledger.returnStandIn(20);

        assertThat(read(NONE, replicas, 21)).isSameAs(TOO_LATE);
    }

    @Test
    void onceBackItMustBeAdmittedAnew() {
        readOnPrimary();
        ledger.admit();

        read(NONE, replicas(11, at(1, 100), at(1, 100), at(1, 100)), 12);

        assertThat(ledger.isAdmitted()).isFalse();
    }

    @Test
    void aRequestThatFoundNoConnectionOnThePrimaryGoesBackToo() {
        ReplicaSet replicas = replicas(5, at(1, 100), at(1, 100), at(1, 100));
        assertThat(read(NONE, replicas, 6)).isSameAs(ON_FIRST);
        ledger.markRead();
        ReadPlan<Exception> plan = plan(NONE, unusable, 10);
        assertThat(plan.next(10)).isEqualTo(Step.STAND_IN);
        ledger.abandon(plan.placement());

        assertThat(read(NONE, replicas, 11)).as("the first replica may have shown more than at the time 5")
                .isSameAs(NO_REPLICA);
        assertThat(read(NONE, replicas(11, at(1, 100), at(1, 100), at(1, 100)), 12)).isSameAs(ON_FIRST);
    }

    @Test
    void positionsOfTheOldTimelineAreSettledByThoseOfTheNewOne() {
        readOnPrimary();
        assertThat(read(NONE, replicas(11, at(1, 100), at(1, 100), at(1, 100)), 12)).isSameAs(ON_FIRST);

        ReplicaSet failedOver = replicas(13, at(2, 90), at(2, 95), at(2, 95));
        assertThat(read(NONE, failedOver, 14)).isSameAs(TOO_LATE);

        ledger.lendStandIn();
        ledger.returnStandIn(15);
        assertThat(read(NONE, replicas(16, at(2, 95), at(2, 95), at(2, 95)), 17)).isSameAs(ON_FIRST);
    }

    @Test
    void aRequestThatReadsWithoutAPauseAsksOnceInAWhile() {
        readOnPrimary();
        ReplicaSet replicas = replicas(5, at(1, 100), at(1, 100), at(1, 100));

        assertThat(plan(NONE, replicas, PAUSE - 1).next(PAUSE - 1)).as("a short request").isEqualTo(Step.STAND_IN);
        ReadPlan<Exception> plan = plan(NONE, replicas, PAUSE);
        assertThat(plan.next(PAUSE)).isEqualTo(Step.ASK_PRIMARY);
        assertThat(plan(NONE, replicas, PAUSE + 1).next(PAUSE + 1)).as("another read").isEqualTo(Step.STAND_IN);

        plan.heard(primary(PAUSE, at(1, 101)), replicas.with(replicas.primary().writable(primary(PAUSE, at(1, 101)))),
                PAUSE + 2);
        assertThat(plan.next(PAUSE + 2)).isEqualTo(Step.WAIT);
        assertThat(plan.awaited().position()).isEqualTo(at(1, 101));

        plan.waited(usable(replicas(PAUSE, at(1, 101), at(1, 100), at(1, 100)), FIRST, at(1, 101)), true, PAUSE + 3);
        assertThat(plan.next(PAUSE + 3)).isEqualTo(Step.TAKE);
        assertThat(plan.placement()).isSameAs(ON_FIRST);
    }

    @Test
    void aPrimaryThatDoesNotAnswerIsNotWaitedForAgain() {
        readOnPrimary();
        ReplicaSet replicas = replicas(5, at(1, 100), at(1, 100), at(1, 100));
        ReadPlan<Exception> plan = plan(NONE, replicas, PAUSE);
        assertThat(plan.next(PAUSE)).isEqualTo(Step.ASK_PRIMARY);

        plan.heard(null, replicas, PAUSE + 2);

        assertThat(plan.next(PAUSE + 2)).isEqualTo(Step.STAND_IN);
        assertThat(plan.placement()).isSameAs(NO_REPLICA);
    }

    @Test
    void aPreviewShowsTheWayBackAndChangesNothing() {
        readOnPrimary();
        ReplicaSet replicas = replicas(11, at(1, 100), at(1, 100), at(1, 100));

        assertThat(ReadPlan.preview(router, READ, ledger, NONE, replicas, 0, 12)).isSameAs(ON_FIRST);
        assertThat(ledger.reading()).isSameAs(NO_REPLICA);
    }

    @Test
    void anOrdinaryReadNeedsNoPlan() {
        ReplicaSet replicas = replicas(5, at(1, 100), at(1, 100), at(1, 100));

        assertThat(ReadPlan.first(router, READ, ledger, NONE, replicas, 0, 6)).isSameAs(ON_FIRST);
        assertThat(ledger.hasUsedStandIns()).isFalse();
    }

    @Test
    void oneThatWaitedInVainWaitsAgainAfterAProbe() {
        ledger.markWaitedInVain(100);

        assertThat(ledger.hasWaitedInVain(100 + PAUSE - 1)).isTrue();
        assertThat(ledger.hasWaitedInVain(100 + PAUSE)).isFalse();
    }

    private Placement read(RequiredPosition required, ReplicaSet replicas, long nowNanos) {
        ReadPlan<Exception> plan = plan(required, replicas, nowNanos);
        plan.next(nowNanos);
        return plan.placement();
    }

    private ReadPlan<Exception> plan(RequiredPosition required, ReplicaSet replicas, long nowNanos) {
        return new ReadPlan<>(router, READ, ledger, required, replicas, 0, false, nowNanos);
    }

    private ReplicaSet replicas(long askedAtNanos, LogPosition primary, LogPosition first, LogPosition second) {
        ReplicaSet both = usable(usable(unusable, FIRST, first), SECOND, second);
        return both.with(both.primary().writable(primary(askedAtNanos, primary)));
    }
}
