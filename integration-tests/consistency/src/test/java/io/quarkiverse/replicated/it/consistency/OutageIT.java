package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.replicated.it.consistency.OutageLoad.Call;

/** The outages that matter most, under load. {@link OutageMeasurement} has all of them. */
class OutageIT {

    // A read may be given a connection of the pool in the moment between the death of a server and the first statement that
    // fails there, which takes as long as a thread waits for its turn. Where several servers die, each has its moment.
    private static final int LATER_MOMENTS = 3;

    // Five seconds.
    private static final int MOST_PROBES = 20;
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(250);

    /** None of them is about a server that is slow, and a busy machine makes none. */
    static Stream<Outage> outages() {
        return Stream.of(Outages.REPLICA_KILLED, Outages.ALL_REPLICAS_KILLED, Outages.PRIMARY_KILLED, Outages.PROMOTION,
                Outages.WRONG_PASSWORD).map(
                        it -> it.with("quarkus.replicated.max-lag", "30s")
                                .with("quarkus.replicated.probe-timeout", "20s"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void noClientNotices(Outage outage) throws Exception {
        OutageReport report = OutageRun.during(outage);

        assertThat(report.staleReads()).as("%s: stale reads", outage.name()).isEmpty();
        long firstFailedAt = report.failedReads().stream().mapToLong(Call::endedAtNanos).min().orElse(0);
        assertThat(report.failedReads())
                .as("%s: reads that began when the server was gone, and when the first had failed", outage.name())
                .filteredOn(it -> it.startedAtNanos() - firstFailedAt > 0).hasSizeLessThanOrEqualTo(LATER_MOMENTS);
        assertThat(report.failedWrites()).as("%s: writes that began when there was a primary", outage.name()).isEmpty();
        // On a busy machine, each probe is late by what makes other work late.
        Duration most = PROBE_INTERVAL.plus(report.slowest()).multipliedBy(MOST_PROBES);
        assertThat(report.noticed()).as("%s: noticed after", outage.name()).isLessThan(most);
        assertThat(report.normal()).as("%s: normal after", outage.name()).isLessThan(most);
    }
}
