package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;

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

    // For as many probes nothing flaps.
    private static final int PROBES = 10;

    PostgresCluster cluster;

    @Test
    @Order(1)
    void tooManyConnectionsAreNoReasonToGiveTheReplicaUp() throws SQLException {
        alterReader("CONNECTION LIMIT 1"); // which the probe has

        assertThat(Application.read()).startsWith("primary");

        for (int i = 0; i < PROBES; i++) {
            assertThat(Application.get("/where/route")).isEqualTo("REPLICA HTTP_METHOD");
            Application.awaitProbes(cluster.replica(0), 1);
        }
        assertThat(Application.get("/where/route")).isEqualTo("REPLICA HTTP_METHOD");
        alterReader("CONNECTION LIMIT -1");
    }

    @Test
    @Order(2)
    void aChangedPasswordTakesTheReplicaOutAndItStaysOut() throws SQLException, IOException {
        alterReader("PASSWORD 'changed'");

        assertThat(Application.read()).isEqualTo("primary NO_USABLE_REPLICA");

        for (long refused = refusals(), end = refused + PROBES; refused < end; refused = refusals()) {
            assertThat(Application.get("/where/route")).isEqualTo("PRIMARY NO_USABLE_REPLICA");
        }
        alterReader("PASSWORD 'reader'");
        Application.awaitRoute("REPLICA HTTP_METHOD");
        assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");
    }

    private void alterReader(String option) throws SQLException {
        try (Connection connection = cluster.primary().connect(); Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE reader " + option);
        }
        cluster.awaitCaughtUp(Application.LIMIT);
    }

    /** How many connections the replica has refused, by its own log. All but the first are those of probes. */
    private long refusals() throws IOException {
        try (Stream<String> lines = Files.lines(cluster.replica(0).log())) {
            return lines.filter(it -> it.contains("password authentication failed for user \"reader\"")).count();
        }
    }

    public static class RoleOfItsOwn implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("%test.quarkus.datasource.replica.username", "reader",
                    "%test.quarkus.datasource.replica.password", "reader");
        }
    }
}
