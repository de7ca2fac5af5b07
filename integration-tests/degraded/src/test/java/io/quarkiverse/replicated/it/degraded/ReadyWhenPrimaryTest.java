package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** An application that is of no use when it cannot write. */
@QuarkusTest
@TestProfile(ReadyWhenPrimaryTest.ReadyWhenPrimary.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class ReadyWhenPrimaryTest {

    PostgresCluster cluster;

    @Test
    void readinessFollowsThePrimaryAlone() {
        cluster.replica(0).kill();
        Application.awaitRoute("PRIMARY NO_USABLE_REPLICA");
        assertThat(Application.readiness()).isEqualTo(200);
        cluster.replica(0).start();
        Application.awaitRoute("REPLICA HTTP_METHOD");

        cluster.primary().kill();
        Application.awaitHealth("refused");
        assertThat(Application.readiness()).isEqualTo(503);

        cluster.primary().start();
        Application.awaitHealth("accepts writes");
        assertThat(Application.readiness()).isEqualTo(200);
    }

    /** The server answers, and its default bans writes. */
    @Test
    void aPrimaryThatRefusesToWriteIsNamedOnceAndOfNoUse() throws Exception {
        try (ReplicatedLog log = new ReplicatedLog()) {
            cluster.primary().setting("default_transaction_read_only", "on");
            // A session that has stood in for a replica's has a setting of its own.
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                    + "AND backend_type = 'client backend' AND query NOT LIKE '%pg_control_system%'");
            awaitVisit("25006");
            for (int i = 0; i < 5; i++) {
                assertThat(Application.post("/visits")).isEqualTo("25006");
            }
            assertThat(Application.health()).contains("refuses to write since", "configuration file");
            assertThat(Application.readiness()).isEqualTo(503);
            assertThat(Application.read()).isEqualTo("replica HTTP_METHOD");

            cluster.primary().setting("default_transaction_read_only", "off");
            Application.awaitHealth("accepts writes");
            assertThat(Application.readiness()).as("without a write").isEqualTo(200);
            assertThat(Application.post("/visits")).isEqualTo("written");

            assertThat(log.messages().stream().filter(it -> it.contains("The primary"))).satisfiesExactly(
                    refused -> assertThat(refused).startsWith("WARN The primary 'master' refuses to write: ")
                            .contains("default_transaction_read_only", "ALTER ROLE", "RECONNECT", "https://"),
                    back -> assertThat(back).isEqualTo("INFO The primary 'master' accepts writes again."));
        }
    }

    /** The setting of a role holds for new sessions only, and so does its end. */
    @Test
    void aRoleThatMayNotWriteIsNamedAndItsSessionsEnd() throws Exception {
        try (ReplicatedLog log = new ReplicatedLog()) {
            execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                            + "AND backend_type = 'client backend'");
            awaitVisit("25006");
            Application.awaitHealth("source: user");
            assertThat(Application.readiness()).isEqualTo(503);

            execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
                    "ALTER ROLE CURRENT_USER RESET default_transaction_read_only");
            Application.awaitHealth("accepts writes");
            awaitVisit("written");
            assertThat(log.messages().stream().filter(it -> it.contains("refuses to write"))).hasSize(1);
        }
    }

    /** One session is no reason to take the application out. */
    @Test
    void aSessionThatWasLeftReadOnlyIsNamedAndClosed() {
        try (ReplicatedLog log = new ReplicatedLog()) {
            assertThat(Application.post("/visits/poisoned")).isEqualTo("25006");
            assertThat(log.messages()).singleElement().asString().startsWith("WARN The primary 'master' refuses to write")
                    .contains("source: session", "pooler");
            assertThat(Application.readiness()).isEqualTo(200);

            assertThat(Application.post("/visits")).isEqualTo("written");
            Application.awaitHealth("accepts writes");
        }
    }

    /** The application asked for it. */
    @Test
    void aConnectionThatTheApplicationMadeReadOnlyIsNotNamed() {
        try (ReplicatedLog log = new ReplicatedLog()) {
            assertThat(Application.post("/visits/read-only")).isEqualTo("25006");
            assertThat(Application.health()).contains("accepts writes");
            assertThat(log.messages()).isEmpty();
        }
    }

    private static void awaitVisit(String answer) {
        Awaitility.await().atMost(Application.LIMIT).pollInterval(Duration.ofMillis(10))
                .until(() -> given().post("/visits").asString().equals(answer));
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = cluster.primary().connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public static class ReadyWhenPrimary implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.replicated.health.ready-when", "primary");
        }
    }
}
