package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** An application that sets the tenant on each connection, in a pool interceptor without a qualifier, and with SQL. */
@QuarkusTest
@TestProfile(PoolInterceptorTest.WithTenant.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class PoolInterceptorTest {

    private static final String READ_ONLY_TRANSACTION = "25006";

    PostgresCluster cluster;

    @Inject
    Tenant tenant;

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    @Inject
    @DataSource("master")
    AgroalDataSource primary;

    @AfterEach
    void resume() {
        if (cluster.replica(0).isReplayPaused()) {
            cluster.replica(0).resumeReplay();
        }
        cluster.awaitCaughtUp(Application.LIMIT);
        Application.awaitRoute("REPLICA HTTP_METHOD");
    }

    @Test
    void everyConnectionHasTheTenant() {
        assertThat(Application.get("/tenant")).isEqualTo("acme/ replica");
        assertThat(Application.get("/tenant/transaction")).isEqualTo("acme/acme replica");
        assertThat(Application.get("/tenant/manual")).isEqualTo("acme/ replica");
        assertThat(Application.get("/tenant/read-only")).isEqualTo("acme/ replica read-only");
        assertThat(Application.get("/tenant/read-only/transaction")).isEqualTo("acme/acme replica read-only");
        assertThat(Application.get("/tenant/read-only/again")).isEqualTo("acme/acme replica");
    }

    @Test
    void soHasAConnectionThatStandsIn() {
        Map<String, String> writer = writerBehindTheReplica();

        for (int i = 0; i < 10; i++) {
            assertThat(get("/tenant", writer)).isEqualTo("acme/ primary");
            assertThat(get("/tenant/transaction", writer)).isEqualTo("acme/acme primary");
            assertThat(get("/tenant/manual", writer)).isEqualTo("acme/ primary");
            assertThat(get("/tenant/read-only", writer)).isEqualTo("acme/ primary read-only");
            assertThat(get("/tenant/read-only/transaction", writer)).isEqualTo("acme/acme primary read-only");
            assertThat(get("/tenant/read-only/again", writer)).isEqualTo("acme/acme primary");
            assertThat(get("/visits", writer)).isEqualTo(READ_ONLY_TRANSACTION);
            assertThat(get("/visits/transaction", writer)).isEqualTo(READ_ONLY_TRANSACTION);
            assertThat(Application.post("/tenant")).isEqualTo("written written");
        }
    }

    @Test
    void aReadOnlyConnectionThatTheApplicationTakesRefusesToWrite() {
        for (int i = 0; i < 10; i++) {
            assertThat(Application.post("/tenant/read-only")).isEqualTo("acme/ primary read-only " + READ_ONLY_TRANSACTION);
            assertThat(Application.post("/tenant/read-only/transaction"))
                    .isEqualTo("acme/acme primary read-only " + READ_ONLY_TRANSACTION);
            assertThat(Application.post("/tenant")).isEqualTo("written written");
        }
    }

    @Test
    void readsThatFallBackInTransactionsDisturbNoOtherTransaction() throws Exception {
        long before = visits();
        Map<String, String> writer = writerBehindTheReplica();
        List<Callable<Object>> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(() -> repeat(() -> assertThat(get("/tenant/transaction", writer)).isEqualTo("acme/acme primary")));
            clients.add(() -> repeat(() -> assertThat(Application.post("/tenant")).isEqualTo("written written")));
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            for (Future<Object> client : threads.invokeAll(clients)) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(visits() - before).isEqualTo(2 * (1 + 3 * 40));
    }

    private static Object repeat(Runnable request) {
        for (int i = 0; i < 40; i++) {
            request.run();
        }
        return null;
    }

    /** A new connection is asked for its position. */
    @Test
    void theProofOfAConnectionLeavesTheTenantOfTheTransaction() {
        for (int i = 0; i < 10; i++) {
            Map<String, String> writer = given().post("/tenant").then().statusCode(200).extract().cookies();
            cluster.awaitCaughtUp(Application.LIMIT);
            replica.flush(FlushMode.ALL);
            Awaitility.await().atMost(Application.LIMIT).until(() -> {
                String answer = get("/tenant/transaction", writer);
                assertThat(answer).startsWith("acme/acme ");
                return answer.endsWith("replica");
            });
        }
    }

    /** The pool would hand out the same connection again, without its tenant. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aTransactionWhoseConnectionHasNoTenantGetsNoConnection(boolean standingIn) {
        Map<String, String> writer = standingIn ? writerBehindTheReplica() : Map.of();
        for (int i = 0; i < 10; i++) {
            tenant.unknown.set(true);
            assertThat(get("/tenant/transaction/twice", writer)).isEqualTo("40001");
            tenant.unknown.set(true);
            assertThat(given().cookies(writer).get("/tenant").statusCode()).isEqualTo(500);

            assertThat(get("/tenant/transaction", writer)).isEqualTo("acme/acme " + (standingIn ? "primary" : "replica"));
            assertThat(Application.post("/tenant")).isEqualTo("written written");
        }
    }

    /** More connections break than the pool may have, while an interceptor sends something on each. */
    @ParameterizedTest
    @ValueSource(strings = { "/tenant", "/tenant/transaction" })
    void aPoolStaysWholeWhoseConnectionsBreak(String path) throws SQLException {
        for (int round = 0; round < 4; round++) {
            List<Connection> connections = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                connections.add(replica.getConnection());
            }
            for (Connection connection : connections) {
                connection.close();
            }
            endSessions(cluster.replica(0));

            Awaitility.await().atMost(Application.LIMIT).until(() -> {
                String answer = given().get(path).asString();
                return answer.startsWith("acme/") && answer.endsWith("replica");
            });
        }
        assertThat(Application.get("/tenant")).isEqualTo("acme/ replica");
    }

    @Test
    void aReadOutsideOfTransactionsDoesNotMeetTheConnectionsThatBroke() throws SQLException {
        Application.get("/tenant");
        endSessions(cluster.replica(0));

        assertThat(Application.get("/tenant")).startsWith("acme/ ");

        Map<String, String> writer = writerBehindTheReplica();
        get("/tenant", writer);
        endSessions(cluster.primary());
        assertThat(get("/tenant", writer)).isEqualTo("acme/ primary");
    }

    @Test
    void everyPoolClearsLeftoverInterrupts() {
        for (AgroalDataSource pool : List.of(primary, replica)) {
            assertThat(pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration().credentials())
                    .anySatisfy(it -> assertThat(it.getClass().getSimpleName()).isEqualTo("LeftoverInterrupt"));
        }
    }

    /** The client wrote what the replica does not show. */
    private Map<String, String> writerBehindTheReplica() {
        cluster.replica(0).pauseReplay();
        return given().post("/tenant").then().statusCode(200).extract().cookies();
    }

    private static String get(String path, Map<String, String> cookies) {
        return given().cookies(cookies).get(path).then().statusCode(200).extract().asString();
    }

    private static void endSessions(PostgresNode server) throws SQLException {
        try (Connection connection = server.connect(); Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
                    + "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
        }
    }

    private long visits() throws SQLException {
        try (Connection connection = cluster.primary().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM visit")) {
            row.next();
            return row.getLong(1);
        }
    }

    public static class WithTenant implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Tenant.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.master.jdbc.max-size", "8", "quarkus.datasource.replica.jdbc.max-size", "3",
                    "quarkus.replicated.fallback.max-concurrent", "7",
                    "quarkus.replicated.consistency.secret", "a secret for one instance");
        }
    }
}
