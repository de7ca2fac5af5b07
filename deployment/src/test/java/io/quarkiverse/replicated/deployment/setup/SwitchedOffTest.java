package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkus.test.QuarkusUnitTest;

/** Routing can be switched off, for example because tests of an application need a single database. */
class SwitchedOffTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClass(Orders.class))
            .overrideConfigKey("quarkus.replicated.enabled", "false")
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:single");

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Replication replication;

    @Inject
    Orders orders;

    @Test
    void theDefaultDataSourceIsTheApplicationsOwn() {
        assertThat(dataSource.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration().jdbcUrl())
                .isEqualTo("jdbc:h2:mem:single");
    }

    @Test
    void codeThatRoutesStillRuns() throws Exception {
        assertThat(orders.count()).isEqualTo(1);
        assertThat(replication.callOnReplica(() -> 2)).isEqualTo(2);
        assertThat(replication.currentRoute().target()).isEqualTo(Target.PRIMARY);
        assertThat(replication.currentRoute().reason()).isEqualTo(Reason.NO_REQUEST);
    }

    @Singleton
    static class Orders {

        @ChangesDatabase
        int count() {
            return 1;
        }
    }
}
