package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Application;
import io.vertx.core.Vertx;

/**
 * What a running Quarkus application has: the pools that are routed, the datasource above them, and two pools that are not
 * routed.
 */
@Singleton
@Unremovable
public class QuarkusServers {

    @Inject
    AgroalDataSource routed;
    @Inject
    @DataSource("master")
    AgroalDataSource primary;
    @Inject
    @DataSource("replica")
    AgroalDataSource replica;
    @Inject
    @DataSource("plain-primary")
    AgroalDataSource plainPrimary;
    @Inject
    @DataSource("plain-replica")
    AgroalDataSource plainReplica;
    @Inject
    @DataSource("replica-2")
    Instance<AgroalDataSource> second;
    @Inject
    @DataSource("replica-3")
    Instance<AgroalDataSource> third;
    @Inject
    TransactionManager transactions;
    @Inject
    Vertx vertx;

    private Application application;

    /** Starts the application that this is packaged as, in this JVM. */
    static QuarkusServers start(Map<String, String> settings) throws ReflectiveOperationException {
        settings.forEach(System::setProperty);
        Application application = (Application) Class.forName("io.quarkus.runner.ApplicationImpl").getDeclaredConstructor()
                .newInstance();
        application.start(new String[0]);
        QuarkusServers servers = Arc.container().instance(QuarkusServers.class).get();
        servers.application = application;
        return servers;
    }

    List<AgroalDataSource> replicas() {
        return List.of(replica, second.get(), third.get());
    }

    void stop() {
        application.stop();
    }
}
