package io.quarkiverse.replicated.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.ScriptedClock;
import io.quarkiverse.replicated.runtime.server.Server;

class ReplicaAbsenceTest {

    private static final Server FIRST = new Server(Target.REPLICA, "replica", 1);
    private static final Server SECOND = new Server(Target.REPLICA, "replica-2", 2);

    private final ScriptedClock clock = new ScriptedClock();
    private final ReplicaAbsence absence = new ReplicaAbsence(clock);

    @Test
    void replicasThatNeverAnsweredAreAwaySinceTheStart() {
        pass(60);
        absence.becameUnusable(FIRST);
        pass(60);

        assertThat(absence.duration()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void itLastsFromTheLastReplicaThatIsLostToTheFirstThatIsBack() {
        absence.becameUsable(FIRST);
        absence.becameUsable(SECOND);
        pass(5);
        absence.becameUnusable(FIRST);
        pass(5);
        assertThat(absence.duration()).as("one is left").isZero();

        absence.becameUnusable(SECOND);
        pass(7);
        absence.becameUnusable(SECOND); // For another reason.
        assertThat(absence.duration()).isEqualTo(Duration.ofSeconds(7));

        absence.becameUsable(FIRST);
        assertThat(absence.duration()).isZero();
    }

    private void pass(long seconds) {
        clock.nanos += Duration.ofSeconds(seconds).toNanos();
    }
}
