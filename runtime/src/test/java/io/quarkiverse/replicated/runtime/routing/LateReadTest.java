package io.quarkiverse.replicated.runtime.routing;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.late;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.NONE;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Covers reads while all replicas are late. */
class LateReadTest {

    private static final Duration SERVED = Duration.ofSeconds(60);
    private static final long NOW = Duration.ofSeconds(20).toNanos();
    private static final Server PRIMARY = new Server(Target.PRIMARY, "p", 0);
    private static final Server FIRST = new Server(Target.REPLICA, "r1", 1);
    private static final Server SECOND = new Server(Target.REPLICA, "r2", 2);
    private static final Placement NO_REPLICA = PRIMARY.because(Reason.NO_USABLE_REPLICA);
    private static final Placement ON_FIRST = FIRST.because(Reason.HTTP_METHOD);

    private static final ReplicaSet LATE = bothLate(SERVED);

    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);
    private static final RouteIntent LITERAL = DeclaredRoute.REPLICA.by("a");

    private final Router router = new Router(PRIMARY, ReplicaSelector.ROUND_ROBIN);

    @Test
    void theLeastLateServesWhereThatIsWanted() {
        assertThat(route(READ, NONE, null, LATE)).isSameAs(SECOND.because(Reason.HTTP_METHOD));
        assertThat(route(READ, NONE, null, bothLate(Duration.ZERO))).isSameAs(NO_REPLICA);
    }

    @Test
    void aReplicaThatIsTooLateForThatDoesNotServe() {
        assertThat(router.place(READ, NONE, RequiredPosition.NONE, null, LATE, 0, SERVED.toNanos() + 1)).isSameAs(NO_REPLICA);
    }

    @Test
    void aReadThatMustSeeAPositionGoesToThePrimaryUnlessItIsLiteral() {
        assertThat(route(READ, required(1, 50), null, LATE)).isSameAs(NO_REPLICA);
        assertThat(route(READ, UNKNOWN, null, LATE)).isSameAs(NO_REPLICA);
        assertThat(route(LITERAL, required(1, 50), null, LATE)).isSameAs(SECOND.because(Reason.ANNOTATION));
    }

    @Test
    void aRequestStaysOnItsOwnLateReplica() {
        assertThat(route(READ, NONE, ON_FIRST, LATE)).isSameAs(ON_FIRST);
        assertThat(route(LITERAL, NONE, ON_FIRST, LATE)).as("any will do").isSameAs(SECOND.because(Reason.ANNOTATION));
    }

    @Test
    void aRequestWhoseOwnReplicaIsGoneDoesNotGoBackInTimeOnALateOne() {
        ReplicaSet ownGone = LATE.without(FIRST, new Unusable(Cause.UNREACHABLE, "gone"));

        assertThat(route(READ, NONE, ON_FIRST, ownGone)).isSameAs(NO_REPLICA);
        assertThat(route(READ, NONE, null, ownGone)).isSameAs(SECOND.because(Reason.HTTP_METHOD));
    }

    @Test
    void aUsableReplicaIsBetterThanALateOne() {
        ReplicaSet oneUsable = Servers.usable(LATE, FIRST, at(1, 100));

        assertThat(router.place(READ, NONE, RequiredPosition.NONE, null, oneUsable, 0, 0)).isSameAs(ON_FIRST);
    }

    @Test
    void aRequestThatBeganOnALateOneDoesNotMoveToAUsableOne() {
        ReplicaSet oneUsable = Servers.usable(LATE, SECOND, at(1, 200));

        assertThat(router.place(READ, NONE, RequiredPosition.NONE, ON_FIRST, oneUsable, 0, 0))
                .isSameAs(PRIMARY.because(Reason.REPLICA_LOST));
        assertThat(router.place(LITERAL, NONE, RequiredPosition.NONE, ON_FIRST, oneUsable, 0, 0))
                .isSameAs(SECOND.because(Reason.ANNOTATION));
    }

    private static ReplicaSet bothLate(Duration served) {
        ReplicaSet unproved = Servers.unproved(
                new LagLimit(Servers.MAX_LAG, OptionalLong.empty(), served, false, "quarkus.replicated.max-lag"), FIRST,
                SECOND);
        return late(late(unproved, FIRST, at(1, 100), 0), SECOND, at(1, 200), 0);
    }

    private Placement route(RouteIntent intent, RequiredPosition required, Placement reading, ReplicaSet replicas) {
        return router.place(intent, required, RequiredPosition.NONE, reading, replicas, 0, NOW);
    }
}
