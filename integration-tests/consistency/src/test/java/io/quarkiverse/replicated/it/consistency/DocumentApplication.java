package io.quarkiverse.replicated.it.consistency;

import java.nio.file.Path;
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

    private DocumentApplication() {
    }

    /** On this cluster's primary and first replica, unless the settings name others. */
    static Application start(PostgresCluster cluster, Map<String, String> settings) {
        Map<String, String> all = DataSourceSettings.ofPair(cluster);
        all.putAll(settings);
        return PACKAGED.start(all);
    }
}
