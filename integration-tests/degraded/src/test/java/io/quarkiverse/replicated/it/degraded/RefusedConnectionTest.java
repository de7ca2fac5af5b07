package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/**
 * The replica lives, and the probe's connection with it, but it takes no new connection of this application. In this order,
 * because the pool has to be empty each time.
 */
@QuarkusTest
@TestProfile(RefusedConnectionTest.RoleOfItsOwn.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusedConnectionTest {

    PostgresCluster cluster;

    @Test
    @Order(1)
    void tooManyConnectionsAreNoReasonToGiveTheReplicaUp() throws SQLException {
        alterReader("CONNECTION LIMIT 1"); // which the probe has

        assertThat(Application.read()).startsWith("primary");

        assertStays("REPLICA HTTP_METHOD");
        alterReader("CONNECTION LIMIT -1");
    }

    @Test
    @Order(2)
    void aChangedPasswordTakesTheReplicaOutAndItStaysOut() throws SQLException {
        alterReader("PASSWORD 'changed'");

        assertThat(Application.read()).isEqualTo("primary NO_USABLE_REPLICA");

        assertStays("PRIMARY NO_USABLE_REPLICA");
        alterReader("PASSWORD 'reader'");
        Application.awaitRoute("REPLICA HTTP_METHOD");
        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");
    }

    private void alterReader(String option) throws SQLException {
        try (Connection connection = cluster.primary().connect(); Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE reader " + option);
        }
        cluster.awaitCaughtUp(Duration.ofSeconds(10));
    }

    /** For ten times the probe interval: neither flaps. */
    private static void assertStays(String route) {
        Awaitility.await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10)).until(() -> Application.get("/where/route").equals(route));
    }

    public static class RoleOfItsOwn implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("%test.quarkus.datasource.replica.username", "reader",
                    "%test.quarkus.datasource.replica.password", "reader");
        }
    }
}
