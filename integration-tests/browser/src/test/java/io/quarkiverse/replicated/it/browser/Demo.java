package io.quarkiverse.replicated.it.browser;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DataSourceSettings;
import io.quarkiverse.replicated.it.harness.PackagedApplication;

/** The demo as it is packaged, on servers of its own, for the tests of a class. After each test the replica is well again. */
final class Demo implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final PackagedApplication PACKAGED = new PackagedApplication(Path.of(System.getProperty("demo")),
            Path.of(System.getProperty("demo.logs")), "demo", List.of("-Xmx256m"));

    private final Map<String, String> settings;
    private PostgresCluster cluster;
    private Application application;

    Demo(Map<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster = PostgresCluster.builder().start();
        Map<String, String> all = DataSourceSettings.ofPair(cluster);
        all.put("quarkus.hibernate-orm.schema-management.strategy", "create");
        all.putAll(settings);
        application = PACKAGED.start(all);
    }

    URI address() {
        return application.address();
    }

    PostgresNode primary() {
        return cluster.primary();
    }

    PostgresNode replica() {
        return cluster.replica(0);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!replica().isRunning()) {
            replica().start();
        }
        replica().resumeReplay();
        replica().applyDelay(Duration.ZERO);
        cluster.awaitCaughtUp(Chromium.PATIENCE);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (application != null) {
            application.close();
        }
        cluster.close();
    }
}
