package io.quarkiverse.replicated.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

class StateReportsTest {

    private final Server replica = new Server(Target.REPLICA, "replica", 1);
    private final RecordingListener listener = new RecordingListener();
    private final StateReports reports = new StateReports(listener);

    /** An empty cause stands for a server that can be used. An empty report means that nothing is reported. */
    @ParameterizedTest
    @CsvSource({ "UNPROVED, , usable", "UNPROVED, SILENT, unusable: SILENT", "UNPROVED, UNPROVED, ", ", , ",
            ", LAG, unusable: LAG", "LAG, , usable", "LAG, LAG, ", "LAG, SILENT, unusable: SILENT", "SILENT, REFUSED, ",
            "SILENT, LAG, unusable: LAG", ", SUSPECT, ", "SUSPECT, , ", "SUSPECT, SILENT, unusable: SILENT",
            "SUSPECT, LAG, unusable: LAG", "SILENT, , usable" })
    void ofAReplicaEachChangeIsReportedUnlessItMayBeOverInAMoment(Cause before, Cause after, String report) {
        reports.report(replica, unusable(before), unusable(after));

        assertThat(listener.events.poll()).isEqualTo(report);
        assertThat(listener.events).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "UNPROVED, , ", "UNPROVED, UNREACHABLE, primary unusable: UNREACHABLE", ", , ",
            ", SILENT, primary unusable: SILENT", "SILENT, UNREACHABLE, ",
            "SILENT, NOT_A_PRIMARY, primary unusable: NOT_A_PRIMARY", "NOT_A_PRIMARY, NOT_A_PRIMARY, ",
            "SILENT, , primary usable", "NOT_A_PRIMARY, , primary usable" })
    void ofThePrimaryEachChangeIsReportedButForTheFirstAnswer(Cause before, Cause after, String report) {
        reports.report(Servers.PRIMARY, unusable(before), unusable(after));

        assertThat(listener.events.poll()).isEqualTo(report);
        assertThat(listener.events).isEmpty();
    }

    private static Unusable unusable(Cause cause) {
        return cause == null ? null : new Unusable(cause, cause.name());
    }
}
