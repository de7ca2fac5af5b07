package io.quarkiverse.replicated.runtime.routing;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.NONE;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Checks that all reads of a request go where the request has begun to read. */
class StickyReadTest {

    private static final Server PRIMARY = new Server(Target.PRIMARY, "p", 0);
    private static final Server FIRST = new Server(Target.REPLICA, "r1", 1);
    private static final Server SECOND = new Server(Target.REPLICA, "r2", 2);
    private static final Placement ON_FIRST = FIRST.because(Reason.HTTP_METHOD);
    private static final Placement ON_SECOND = SECOND.because(Reason.HTTP_METHOD);

    private static final ReplicaSet UNUSABLE = Servers.unproved(FIRST, SECOND);
    private static final ReplicaSet USABLE = Servers.usable(Servers.usable(UNUSABLE, SECOND, at(1, 200)), FIRST, at(1, 100));
    private static final Unusable GONE = new Unusable(Cause.UNREACHABLE, "gone");

    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);
    private static final RouteIntent LITERAL = DeclaredRoute.REPLICA.by("a");

    private final Router router = new Router(PRIMARY, ReplicaSelector.ROUND_ROBIN);

    @Test
    void requestsTakeReplicasInTurn() {
        assertThat(route(READ, NONE, null, USABLE, 0)).isSameAs(ON_FIRST);
        assertThat(route(READ, NONE, null, USABLE, 1)).isSameAs(ON_SECOND);
        assertThat(route(READ, NONE, null, USABLE, 2)).isSameAs(ON_FIRST);
    }

    @Test
    void onlyThoseThatShowThePositionAreTakenInTurn() {
        assertThat(route(READ, required(1, 150), null, USABLE, 0)).isSameAs(ON_SECOND);
        assertThat(route(READ, required(1, 150), null, USABLE, 1)).isSameAs(ON_SECOND);
        assertThat(route(READ, required(1, 50), null, USABLE, 0)).isSameAs(ON_FIRST);
        assertThat(route(READ, required(1, 50), null, USABLE, 1)).isSameAs(ON_SECOND);
    }

    @Test
    void aRequestStaysOnItsReplicaWhicheverHasTheTurn() {
        assertThat(route(READ, NONE, ON_SECOND, USABLE, 0)).isSameAs(ON_SECOND);
        assertThat(route(READ, NONE, ON_FIRST, USABLE, 1)).isSameAs(ON_FIRST);
        assertThat(route(LITERAL, NONE, ON_SECOND, USABLE, 0)).as("each read keeps its own reason")
                .isSameAs(SECOND.because(Reason.ANNOTATION));
    }

    @Test
    void aPositionThatItsReplicaShowsDoesNotMoveIt() {
        assertThat(route(READ, required(1, 100), ON_SECOND, USABLE, 0)).isSameAs(ON_SECOND);
        assertThat(route(READ, required(1, 100), ON_FIRST, USABLE, 1)).isSameAs(ON_FIRST);
    }

    @Test
    void aPositionThatItsReplicaDoesNotShowMovesItToOneThatDoes() {
        assertThat(route(READ, required(1, 101), ON_FIRST, USABLE, 0)).isSameAs(ON_SECOND);
        assertThat(route(LITERAL, required(1, 101), ON_FIRST, USABLE, 0)).isSameAs(SECOND.because(Reason.ANNOTATION));
    }

    @Test
    void aPositionThatNoReplicaShowsMovesItToThePrimaryButForALiteralRead() {
        assertThat(route(READ, required(1, 201), ON_SECOND, USABLE, 0))
                .isSameAs(PRIMARY.because(Reason.POSITION_NOT_REACHED));
        assertThat(route(READ, UNKNOWN, ON_SECOND, USABLE, 0)).isSameAs(PRIMARY.because(Reason.POSITION_NOT_REACHED));
        assertThat(route(LITERAL, required(1, 201), ON_SECOND, USABLE, 0)).isSameAs(SECOND.because(Reason.ANNOTATION));
    }

    @Test
    void whileItIsNotKnownWhatItHasSeenThereIsNoWayBackFromThePrimaryButForALiteralRead() {
        Placement fallen = PRIMARY.because(Reason.NO_USABLE_REPLICA);

        assertThat(route(READ, NONE, fallen, USABLE, 0)).isSameAs(fallen);
        assertThat(route(READ, required(1, 100), fallen, USABLE, 0)).isSameAs(fallen);
        assertThat(route(LITERAL, NONE, fallen, USABLE, 1)).isSameAs(SECOND.because(Reason.ANNOTATION));
    }

    @Test
    void anotherReplicaCouldBeOlderThanTheOneThatWasLost() {
        ReplicaSet lost = USABLE.without(FIRST, GONE);

        assertThat(route(READ, NONE, ON_FIRST, lost, 0)).isSameAs(PRIMARY.because(Reason.REPLICA_LOST));
        assertThat(route(READ, required(1, 100), ON_FIRST, lost, 0)).isSameAs(PRIMARY.because(Reason.REPLICA_LOST));
        assertThat(route(LITERAL, NONE, ON_FIRST, lost, 0)).isSameAs(SECOND.because(Reason.ANNOTATION));
    }

    @Test
    void whereAllAreLostThatIsTheReason() {
        assertThat(route(READ, NONE, ON_FIRST, UNUSABLE, 0)).isSameAs(PRIMARY.because(Reason.NO_USABLE_REPLICA));
        assertThat(route(LITERAL, NONE, ON_FIRST, UNUSABLE, 0)).isSameAs(PRIMARY.because(Reason.NO_USABLE_REPLICA));
    }

    @Test
    void aWriteGoesToThePrimaryWhereverItsRequestReads() {
        RouteIntent write = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "b", false);

        assertThat(route(write, NONE, ON_FIRST, USABLE, 0)).isSameAs(PRIMARY.because(Reason.ANNOTATION));
    }

    private Placement route(RouteIntent intent, RequiredPosition required, Placement reading, ReplicaSet replicas, int turn) {
        return router.place(intent, required, RequiredPosition.NONE, reading, replicas, turn, 0);
    }
}
