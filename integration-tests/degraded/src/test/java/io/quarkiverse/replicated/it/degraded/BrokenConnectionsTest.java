package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Ten connections lie in the pool when their server dies, long before the next probe. The first statement discovers it. */
@QuarkusTest
@TestProfile(BrokenConnectionsTest.SeldomProbed.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class BrokenConnectionsTest {

    PostgresCluster cluster;

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    @Test
    void oneStatementFailsAndNoOther() throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            connections.add(replica.getConnection());
        }
        for (Connection connection : connections) {
            connection.close();
        }
        cluster.replica(0).kill();

        assertThat(given().get("/where").statusCode()).as("no client could know").isEqualTo(500);
        Awaitility.await().atMost(Application.LIMIT)
                .untilAsserted(() -> assertThat(Application.get("/where/route")).isEqualTo("PRIMARY NO_USABLE_REPLICA"));
        for (int i = 0; i < 10; i++) {
            assertThat(Application.read()).isEqualTo("primary NO_USABLE_REPLICA");
        }
    }

    public static class SeldomProbed implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.replicated.probe-interval", "1h", "quarkus.replicated.max-lag", "2h",
                    "quarkus.replicated.consistency.max-age", "6h");
        }
    }
}
