package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.runtime.devui.Decisions;
import io.quarkus.arc.Arc;
import io.quarkus.test.QuarkusUnitTest;

/** An application without metrics, tracing and dev mode has none of the beans for them, and is still routed. */
class NoObservabilityTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica")
            .overrideRuntimeConfigKey("quarkus.replicated.mdc", "true")
            .overrideRuntimeConfigKey("quarkus.replicated.consistency.mode", "none");

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Replication replication;

    @Test
    void theClassesAreNotThere() {
        assertThatThrownBy(() -> Class.forName("io.opentelemetry.api.trace.Span")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("io.micrometer.core.instrument.MeterRegistry"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThat(Arc.container().select(Decisions.class).isResolvable()).isFalse();
    }

    @Test
    void connectionsAreStillRouted() throws Exception {
        String url = replication.callOnReplica(() -> {
            try (var connection = dataSource.getConnection()) {
                return connection.getMetaData().getURL();
            }
        });

        assertThat(url).isEqualTo("jdbc:h2:mem:replica");
    }
}
