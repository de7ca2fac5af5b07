package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.late;
import static io.quarkiverse.replicated.runtime.monitor.Servers.usable;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Covers replicas that serve although they are late, because all of them are. */
class LateReplicasTest {

    private static final Duration SERVED = Duration.ofSeconds(60);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Server first = new Server(Target.REPLICA, "first", 1);
    private final Server second = new Server(Target.REPLICA, "second", 2);
    private final ReplicaSet unproved = unproved(SERVED);

    @Test
    void theOneThatShowsMostIsTheLeastLate() {
        ReplicaSet set = late(late(unproved, first, at(1, 100), 0), second, at(1, 200), 0);
        assertThat(set.leastLate(20 * SECOND)).isSameAs(second);

        ReplicaSet other = late(late(unproved, first, at(1, 200), 0), second, at(1, 100), 0);
        assertThat(other.leastLate(20 * SECOND)).isSameAs(first);
    }

    @Test
    void thoseOfTwoTimelinesAreNotMistakenForEachOther() {
        ReplicaSet set = late(late(unproved, first, at(1, 900), 0), second, at(2, 100), 0);

        assertThat(set.leastLate(20 * SECOND)).isSameAs(second);
    }

    @Test
    void aReplicaThatIsLaterThanAClientIsRememberedDoesNotServe() {
        ReplicaSet set = late(unproved, first, at(1, 100), 0);

        assertThat(set.leastLate(SERVED.toNanos())).isSameAs(first);
        assertThat(set.mayServeLate(first, RequiredPosition.NONE, SERVED.toNanos())).isTrue();
        assertThat(set.leastLate(SERVED.toNanos() + 1)).isNull();
        assertThat(set.mayServeLate(first, RequiredPosition.NONE, SERVED.toNanos() + 1)).isFalse();
    }

    @Test
    void noLateReplicaServesWhereThatIsNotWanted() {
        ReplicaSet set = late(unproved(Duration.ZERO), first, at(1, 100), 0);

        assertThat(set.leastLate(20 * SECOND)).isNull();
        assertThat(set.mayServeLate(first, RequiredPosition.NONE, 20 * SECOND)).isFalse();
    }

    @Test
    void oneWhoseLagIsUnknownMayBeLaterThanAnything() {
        ReplicaSet set = late(unproved, first, at(1, 100), ReplicaState.NEVER);

        assertThat(set.leastLate(20 * SECOND)).isNull();
    }

    @Test
    void whereClientsMayMissTheirWritesItServesHoweverLateItIs() {
        ReplicaSet set = late(unproved(LagLimit.ANY), first, at(1, 100), ReplicaState.NEVER);

        assertThat(set.leastLate(20 * SECOND)).isSameAs(first);
        assertThat(set.mayServeLate(first, RequiredPosition.NONE, 20 * SECOND)).isTrue();
    }

    @Test
    void oneThatWasNotAskedForLongIsLateToo() {
        ReplicaSet set = usable(unproved, first, at(1, 100));
        long now = Servers.MAX_LAG.toNanos() + 1;

        assertThat(set.qualifies(first, RequiredPosition.NONE, now)).isFalse();
        assertThat(set.leastLate(now)).isSameAs(first);
    }

    @Test
    void oneThatIsOutForAnotherReasonIsNotOnlyLate() {
        ReplicaSet set = late(unproved, first, at(1, 100), 0).without(first, new Unusable(Cause.UNREACHABLE, "gone"));

        assertThat(set.leastLate(20 * SECOND)).isNull();
        assertThat(set.mayServeLate(first, RequiredPosition.NONE, 20 * SECOND)).isFalse();
        assertThat(unproved.leastLate(0)).as("a replica that never answered is not late, either").isNull();
    }

    @Test
    void oneThatShowsNothingDoesNotServe() {
        ReplicaSet set = late(unproved, first, null, 0);

        assertThat(set.leastLate(20 * SECOND)).isNull();
        assertThat(late(unproved, first, at(1, 100), 0).withoutNewsOf(first).leastLate(20 * SECOND)).isNull();
    }

    private ReplicaSet unproved(Duration served) {
        return Servers.unproved(
                new LagLimit(Servers.MAX_LAG, OptionalLong.empty(), served, false, "quarkus.replicated.max-lag"), first,
                second);
    }
}
