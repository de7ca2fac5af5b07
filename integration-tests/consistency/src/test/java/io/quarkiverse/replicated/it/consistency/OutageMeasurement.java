package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

/**
 * All that can happen to the servers, under load, and what the clients notice: the table of the documentation. Run it by its
 * name, {@code ./mvnw verify -pl integration-tests/consistency -am -Dtest=NONE -Dit.test=OutageMeasurement
 * -Dsurefire.failIfNoSpecifiedTests=false}; the table is in {@code target/outages.md}. With {@code -Doutage=TEXT} only those
 * whose name contains the text; with {@code -Doutage.defaults=true} with PostgreSQL's own settings, which tests shorten.
 */
class OutageMeasurement {

    private static final String ONLY = System.getProperty("outage", "");

    private final StringBuilder table = new StringBuilder(OutageScene.SETTINGS).append("\n\n").append(OutageReport.HEAD);

    @Test
    void measure() throws Exception {
        for (Outage outage : Outages.DURING) {
            if (outage.name().contains(ONLY)) {
                add(OutageRun.during(outage));
            }
        }
        for (Outage outage : Outages.BEFORE) {
            if (("start: " + outage.name()).contains(ONLY)) {
                add(OutageRun.before(outage));
            }
        }
    }

    private void add(OutageReport report) throws Exception {
        table.append(report);
        Files.writeString(Path.of(System.getProperty("outage.report")), table);
        System.out.print(report);
        System.out.println(report.answers());
        assertThat(report.staleReads()).as(report.name()).isEmpty();
    }
}
