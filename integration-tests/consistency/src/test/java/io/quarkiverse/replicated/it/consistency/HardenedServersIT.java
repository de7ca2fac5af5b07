package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** The servers work for an ordinary user, who is not allowed to ask everything, or whose new sessions have other settings. */
class HardenedServersIT {

    private static final String USER = "plain";
    private static final String THERE = "it is there, but does not report its position";

    // For as many requests and probes nothing flaps.
    private static final int TIMES = 10;

    private PostgresCluster cluster;
    private Application application;
    private long version;

    @BeforeEach
    void start() {
        cluster = DocumentStore.startCluster(1);
        DocumentStore.execute(cluster, "CREATE ROLE " + USER + " LOGIN PASSWORD '" + USER + "'");
        DocumentStore.execute(cluster, "GRANT SELECT, UPDATE ON document TO " + USER);
        cluster.awaitCaughtUp(Waiting.LIMIT);
        application = DocumentApplication.startPatient(cluster, Map.of(
                "quarkus.datasource.master.username", USER, "quarkus.datasource.master.password", USER,
                "quarkus.datasource.replica.username", USER, "quarkus.datasource.replica.password", USER));
        Waiting.until("all well", application, it -> it.primaryWrites() && it.isUsable("replica"));
    }

    @AfterEach
    void stop() {
        application.close();
        cluster.close();
    }

    @Test
    void aPrimaryThatDoesNotReportItsPositionWorks() throws Exception {
        write();
        for (String function : new String[] { "pg_control_system()", "pg_current_wal_flush_lsn()",
                "pg_postmaster_start_time()" }) {
            int logged = application.log().length();
            DocumentStore.execute(cluster, "REVOKE EXECUTE ON FUNCTION " + function + " FROM PUBLIC");
            Waiting.until("the refusal", application, it -> it.describe("master").startsWith(THERE));
            Waiting.until("its report", () -> application.log().substring(logged).contains("The primary 'master' is there"));
            String sessions = sessionsOfPrimary();

            for (int i = 0; i < TIMES; i++) {
                write();
                assertThat(new Client().get(application, "/documents/1").statusCode()).isEqualTo(200);
                assertThat(Servers.of(application).status()).isEqualTo(200);
            }
            assertThat(sessionsOfPrimary()).as("no session is ended by a write").isEqualTo(sessions);
            assertThat(application.log().substring(logged)).doesNotContain("Writes fail")
                    .contains("GRANT EXECUTE ON FUNCTION", function, "quarkus.datasource.master.username");

            DocumentStore.execute(cluster, "GRANT EXECUTE ON FUNCTION " + function + " TO PUBLIC");
            Waiting.until("all well again", application, it -> it.primaryWrites() && it.isUsable("replica"));
        }
        assertThat(application.log()).contains("The primary 'master' reports its position again.");
    }

    @Test
    void soDoesAPrimaryThatHasNoConnectionToSpareForTheProbe() throws Exception {
        write();
        DocumentStore.execute(cluster, "ALTER ROLE " + USER + " CONNECTION LIMIT 1"); // The pool has that one.
        Waiting.until("the probe's session ended", () -> endSessions(cluster.primary(), "query LIKE '%pg_control_system%'") > 0
                || Servers.of(application).describe("master").startsWith(THERE));
        Waiting.until("the refusal", application, it -> it.describe("master").startsWith(THERE));

        for (int i = 0; i < TIMES; i++) {
            write();
            assertThat(Servers.of(application).status()).isEqualTo(200);
        }
        Waiting.until("the cure", () -> application.log().contains("CONNECTION LIMIT"));
        assertThat(application.log()).doesNotContain("Writes fail");
    }

    /** The probe's session is older than the change, and goes on to answer. */
    @Test
    void aReplicaWhoseNewSessionsRunNoStatementIsLeftOutAndStaysOut() throws Exception {
        // Of this user alone, so that the test itself can ask the replica.
        DocumentStore.execute(cluster, "ALTER ROLE " + USER + " SET default_transaction_isolation = 'serializable'");
        cluster.awaitCaughtUp(Waiting.LIMIT);
        endSessions(cluster.replica(0), "query NOT LIKE '%pg_control_system%'");

        Waiting.until("the replica left out", () -> {
            new Client().get(application, "/documents/1");
            return !Servers.of(application).isUsable("replica");
        });

        for (long refused = refusals(), end = refused + TIMES; refused < end; refused = refusals()) {
            assertThat(new Client().get(application, "/documents/1").body()).isEqualTo("0 primary NO_USABLE_REPLICA");
        }
        assertThat(application.log().lines().filter(it -> it.contains("Replica 'replica' cannot be used"))).singleElement()
                .asString().contains("default_transaction_isolation",
                        "quarkus.datasource.replica.jdbc.transaction-isolation-level");

        DocumentStore.execute(cluster, "ALTER ROLE " + USER + " RESET default_transaction_isolation");
        Waiting.until("the replica used again",
                () -> new Client().get(application, "/documents/1").body().equals("0 replica HTTP_METHOD"));
    }

    private void write() {
        assertThat(new Client().post(application, "/documents/1?version=" + ++version).statusCode()).isEqualTo(204);
    }

    private String sessionsOfPrimary() throws Exception {
        return query(cluster.primary(), "SELECT string_agg(pid::text, ',' ORDER BY pid) FROM pg_stat_activity WHERE usename = '"
                + USER + "'");
    }

    private static int endSessions(PostgresNode server, String which) throws Exception {
        return Integer.parseInt(query(server, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '"
                + USER + "' AND " + which));
    }

    private static String query(PostgresNode server, String sql) throws Exception {
        try (var connection = server.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** How many statements the replica has refused, by its own log. All but the first are those of probes. */
    private long refusals() throws IOException {
        try (Stream<String> lines = Files.lines(cluster.replica(0).log())) {
            return lines.filter(it -> it.contains("serializable mode in a hot standby")).count();
        }
    }
}
