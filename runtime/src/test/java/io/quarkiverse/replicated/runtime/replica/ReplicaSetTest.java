package io.quarkiverse.replicated.runtime.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;

class ReplicaSetTest {

    private final Database first = new Database(Target.REPLICA, "first");
    private final Database second = new Database(Target.REPLICA, "second");
    private final ReplicaSet unproved = ReplicaSet.unproved(List.of(first, second));

    @Test
    void aReplicaThatWasNeverProbedIsNotUsable() {
        assertThat(unproved.firstUsable()).isNull();
        assertThat(unproved.isUsable(first)).isFalse();
    }

    @Test
    void theOrderIsThatOfTheConfigurationWhateverCameBackFirst() {
        ReplicaSet set = unproved.with(second).with(first);

        assertThat(set.firstUsable()).isSameAs(first);
        assertThat(set.without(first).firstUsable()).isSameAs(second);
    }

    @Test
    void aChangeMakesANewSetAndLeavesTheOldOneAlone() {
        ReplicaSet set = unproved.with(first);

        ReplicaSet changed = set.without(first);

        assertThat(set.firstUsable()).isSameAs(first);
        assertThat(changed.firstUsable()).isNull();
    }

    @Test
    void noChangeMakesNoSet() {
        ReplicaSet set = unproved.with(first);

        assertThat(set.with(first)).isSameAs(set);
        assertThat(set.without(second)).isSameAs(set);
    }

    @Test
    void havingNoReplicaIsNotTheSameAsHavingLostThem() {
        assertThat(ReplicaSet.unproved(List.of()).isEmpty()).isTrue();
        assertThat(unproved.isEmpty()).isFalse();
    }
}
