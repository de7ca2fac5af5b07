package io.quarkiverse.replicated.it.consistency;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DataSourceSettings;
import io.quarkiverse.replicated.it.harness.PackagedApplication;

/** The application of this module, of which the build says where it is. */
final class DocumentApplication {

    private static final PackagedApplication PACKAGED = new PackagedApplication(Path.of(System.getProperty("application")),
            Path.of(System.getProperty("application.logs")), "application", List.of("-Xmx256m"));

    /**
     * Settings for tests that are not about slow servers: no server is taken for a silent or a late one because the machine
     * is busy. Clients are remembered for ten minutes, because that must be longer than the lag.
     */
    static final Map<String, String> PATIENT = Map.of("quarkus.replicated.probe-timeout", "30s",
            "quarkus.replicated.max-lag", "300s", "quarkus.replicated.consistency.max-age", "600s");

    private DocumentApplication() {
    }

    /** On this cluster's primary and first replica, unless the settings name others. */
    static Application start(PostgresCluster cluster, Map<String, String> settings) {
        Map<String, String> all = DataSourceSettings.ofPair(cluster);
        all.putAll(settings);
        return PACKAGED.start(all);
    }

    /** With {@link #PATIENT} settings, unless the given ones say otherwise. */
    static Application startPatient(PostgresCluster cluster, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(PATIENT);
        all.putAll(settings);
        return start(cluster, all);
    }
}
