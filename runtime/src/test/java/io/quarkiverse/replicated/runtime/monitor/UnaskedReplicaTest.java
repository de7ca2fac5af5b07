package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Covers the judgement on a replica whose kind of database is not asked for a position. */
class UnaskedReplicaTest {

    private static final Duration MAX = Duration.ofSeconds(5);

    private final ReplicaState unproved = ReplicaState.unproved(new Server(Target.REPLICA, "replica", 1));

    @Test
    void itIsUsableByItsAnswerAloneWhereLagDoesNotMatter() {
        ReplicaJudge judge = new ReplicaJudge(new LagLimit(MAX, false, "quarkus.replicated.max-lag"), NO_POSITIONS, () -> null);

        ReplicaState state = judge.judge(unproved, Sample.alive(42));

        assertThat(state.whyNot()).isNull();
        assertThat(state.currentAtNanos()).isEqualTo(42);
    }

    @Test
    void itIsLeftOutWhereItsLagMustBeKnown() {
        ReplicaJudge judge = new ReplicaJudge(new LagLimit(MAX, true, "quarkus.replicated.consistency.window"), NO_POSITIONS,
                () -> null);

        ReplicaState state = judge.judge(unproved, Sample.alive(42));

        assertThat(state.whyNot().cause()).isEqualTo(Cause.UNKNOWN_LAG);
        assertThat(state.whyNot().detail()).contains("cannot be measured");
    }
}
