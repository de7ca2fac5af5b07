package io.quarkiverse.replicated.runtime.server;

import static io.quarkiverse.replicated.runtime.monitor.Servers.MAX_LAG;
import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.first;
import static io.quarkiverse.replicated.runtime.monitor.Servers.firstUsable;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.monitor.Servers.usable;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

class ReplicaSetTest {

    private static final Unusable GONE = new Unusable(Cause.UNREACHABLE, "gone");

    private final Server first = new Server(Target.REPLICA, "first", 1);
    private final Server second = new Server(Target.REPLICA, "second", 2);
    private final ReplicaSet unproved = Servers.unproved(first, second);

    @Test
    void aReplicaThatWasNeverProbedIsNotUsable() {
        assertThat(firstUsable(unproved, 0)).isNull();
        assertThat(unproved.qualifies(first, RequiredPosition.NONE, 0)).isFalse();
        assertThat(first(unproved, RequiredPosition.NONE, 0)).isNull();
        assertThat(unproved.sample(first)).isNull();
    }

    @Test
    void theOrderIsThatOfTheConfigurationWhateverCameBackFirst() {
        ReplicaSet set = usable(usable(unproved, second, null), first, null);

        assertThat(firstUsable(set, 0)).isSameAs(first);
        assertThat(firstUsable(set.without(first, GONE), 0)).isSameAs(second);
    }

    @Test
    void aChangeMakesANewSetAndLeavesTheOldOneAlone() {
        ReplicaSet set = usable(unproved, first, null);

        ReplicaSet changed = set.without(first, GONE);

        assertThat(firstUsable(set, 0)).isSameAs(first);
        assertThat(firstUsable(changed, 0)).isNull();
    }

    @Test
    void noChangeMakesNoSet() {
        ReplicaSet set = usable(unproved, first, null);

        assertThat(set.without(second, GONE)).isSameAs(set);
        assertThat(set.without(new Server(Target.REPLICA, "stranger", 3), GONE)).isSameAs(set);
    }

    @Test
    void havingNoReplicaIsNotTheSameAsHavingLostThem() {
        assertThat(Servers.unproved().isEmpty()).isTrue();
        assertThat(unproved.isEmpty()).isFalse();
    }

    @Test
    void whatIsKnownGetsOldAndThenProvesNothing() {
        ReplicaSet set = usable(unproved, first, at(1, 100));
        long limit = MAX_LAG.toNanos();

        assertThat(set.qualifies(first, RequiredPosition.NONE, limit)).isTrue();
        assertThat(set.qualifies(first, RequiredPosition.NONE, limit + 1)).isFalse();
        assertThat(firstUsable(set, limit + 1)).isNull();
        assertThat(first(set, required(1, 100), limit)).isSameAs(first);
        assertThat(first(set, required(1, 100), limit + 1)).isNull();
    }

    @Test
    void theFirstThatHasReachedAPositionMayBeAnother() {
        ReplicaSet set = usable(usable(unproved, first, at(1, 100)), second, at(1, 200));

        assertThat(first(set, required(1, 100), 0)).isSameAs(first);
        assertThat(first(set, required(1, 101), 0)).isSameAs(second);
        assertThat(first(set, required(1, 201), 0)).isNull();
        assertThat(first(set, RequiredPosition.UNKNOWN, 0)).isNull();
    }

    @Test
    void oneThatIsLeftOutHasReachedNothing() {
        ReplicaSet set = usable(usable(unproved, first, at(1, 200)), second, at(1, 200)).without(first, GONE);

        assertThat(first(set, required(1, 100), 0)).isSameAs(second);
        assertThat(set.sample(first).position()).as("its last answer is still known").isEqualTo(at(1, 200));
    }

    @Test
    void whatThePrimarySaidStaysWhenAReplicaChanges() {
        Sample primary = Servers.primary(5, at(1, 300));

        ReplicaSet set = usable(unproved.with(unproved.primary().writable(primary)), first, at(1, 200)).without(first, GONE);

        assertThat(unproved.primary().sample()).isNull();
        assertThat(set.primary().sample()).isSameAs(primary);
    }
}
