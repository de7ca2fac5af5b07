package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;
import io.quarkiverse.replicated.it.harness.PgBouncer;
import io.quarkiverse.replicated.it.harness.PgBouncer.Mode;

/**
 * PgBouncer before each server. The second replica is held and shows nothing new. The monitor asks once an hour, so that what
 * it knows is old unless something makes it ask.
 */
class PoolerIT {

    private static final String PRIMARY = "prim";
    private static final String REPLICA = "repl";

    private static final Map<String, String> SELDOM_PROBED = Map.of("quarkus.replicated.probe-interval", "1h",
            "quarkus.replicated.max-lag", "2h", "quarkus.replicated.consistency.max-age", "6h");

    private static PostgresCluster cluster;
    private static PgBouncer sharing;
    private static Application behindSharing;
    private static long version;

    private final Client client = new Client();
    private Application application = behindSharing;

    /** Most tests share an application, behind a pooler in transaction mode. */
    @BeforeAll
    static void start() {
        assumeTrue(PgBouncer.isInstalled(), PgBouncer.MISSING);
        cluster = DocumentStore.startCluster(2);
        sharing = startPooler(Mode.TRANSACTION);
        behindSharing = start(sharing, Map.of());
    }

    private static PgBouncer startPooler(Mode mode) {
        return PgBouncer.start(cluster, mode,
                Map.of(PRIMARY, cluster.primary().port(), REPLICA, cluster.replica(0).port()));
    }

    private static Application start(PgBouncer pooler, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(SELDOM_PROBED);
        all.put("quarkus.datasource.master.jdbc.url", pooler.jdbcUrl(PRIMARY));
        all.put("quarkus.datasource.replica.jdbc.url", pooler.jdbcUrl(REPLICA));
        all.putAll(settings);
        Application started = DocumentApplication.startPatient(cluster, all);
        // It shows what there was when the application asked the primary first, so that its lag is known.
        cluster.replica(1).resumeReplay();
        cluster.awaitCaughtUp(Waiting.LIMIT);
        cluster.replica(1).pauseReplay();
        return started;
    }

    @AfterEach
    void setFree() {
        cluster.replica(0).resumeReplay();
    }

    @AfterAll
    static void stop() {
        if (behindSharing != null) {
            behindSharing.close();
        }
        if (sharing != null) {
            sharing.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    /** The replica's name moves to the held one while the connections of the application stay open. */
    @Test
    void noReadIsStaleWhenTheServerBehindAnOpenConnectionChanges() {
        for (String reading : List.of("/transaction", "/orm/transaction")) {
            write();
            assertThat(read(reading)).as("%s, before", reading).startsWith(version + " ");

            sharing.leadTo(REPLICA, cluster.replica(1).port());

            assertThat(read(reading)).as(reading).startsWith(version + " ");
            sharing.leadTo(REPLICA, cluster.replica(0).port());
        }
        for (String reading : List.of("", "/orm", "/repeatable")) {
            write();
            assertThat(read(reading)).as("%s, before", reading).startsWith(version + " ");

            sharing.pause(REPLICA);
            sharing.leadTo(REPLICA, cluster.replica(1).port());
            sharing.resume(REPLICA);

            assertThat(read(reading)).as(reading).startsWith(version + " ");
            sharing.leadTo(REPLICA, cluster.replica(0).port());
        }
        assertThat(application.log().split("A pooler stands before the replica 'replica'", -1)).hasSize(2);
        assertThat(application.log().split("A pooler stands before the primary 'master'", -1)).hasSize(2);
    }

    @Test
    void readsInTransactionsAreServedByTheReplicaAndThoseInAutocommitByThePrimary() {
        write();

        assertThat(read("/transaction")).startsWith(version + " replica ");
        assertThat(read("/transaction")).startsWith(version + " replica ");
        assertThat(read("")).isEqualTo(version + " primary POSITION_NOT_REACHED");
        assertThat(new Client().get(application, "/documents/2").body()).as("a client that has written nothing")
                .isEqualTo("0 replica HTTP_METHOD");
    }

    /** The primary's name moves to the held replica. */
    @Test
    void noReadIsStaleWhenThePrimarysNameLeadsToAReplica() {
        cluster.replica(0).pauseReplay();
        for (String reading : List.of("", "/transaction", "/orm", "/orm/transaction", "/primary")) {
            Waiting.until("the primary is there", () -> post() == 204);
            assertThat(read(reading)).as("%s, before", reading).startsWith(version + " ");

            sharing.leadTo(PRIMARY, cluster.replica(1).port());

            HttpResponse<String> answer = client.get(application, "/documents/1" + reading);
            assertThat(answer.statusCode()).as("%s: %s", reading, answer.body()).isEqualTo(503);
            sharing.leadTo(PRIMARY, cluster.primary().port());
        }
        Waiting.until("the primary is there", () -> post() == 204);
    }

    /** All clients of the pooler share one session. One of them is another application. */
    @Test
    void whatStandsInForAReplicaSetsNothingForTheSessionsOfOthers() throws Exception {
        cluster.replica(0).pauseReplay();
        assertThat(post()).isEqualTo(204);
        CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> read("/late"));
        new Client().post(application, "/gate/await?requests=1");

        try (Connection other = sharing.connect(PRIMARY); Statement statement = other.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE document SET version = 7 WHERE id = 3")).isEqualTo(1);
            assertThat(client.get(application, "/documents/1/mistake/transaction?version=9").statusCode())
                    .as("a transaction refuses").isEqualTo(500);
            assertThat(read("/transaction")).isEqualTo(version + " primary POSITION_NOT_REACHED");
            assertThat(read("/orm/transaction")).startsWith(version + " ");
            assertThat(statement.executeUpdate("UPDATE document SET version = 8 WHERE id = 3")).isEqualTo(1);
        }
        new Client().post(application, "/gate/open");
        assertThat(held.get(2, TimeUnit.MINUTES)).isEqualTo(version + " primary");
        assertThat(post()).as("its own writes").isEqualTo(204);
    }

    /** Behind the pooler's name there are two servers in turn. Transactions that keep their snapshot cannot be proved. */
    @Test
    void noReadIsStaleWhenThePoolerHasSeveralServers() {
        try (Forwarder both = new Forwarder(cluster.replica(0), cluster.replica(1));
                PgBouncer pooler = startPooler(Mode.TRANSACTION);
                Application several = start(pooler, Map.of("quarkus.replicated.fallback.max-concurrent", "39"))) {
            application = several;
            pooler.leadTo(REPLICA, both.port());
            for (int round = 0; round < 10; round++) {
                write();
                for (String reading : List.of("", "/orm", "/transaction", "/orm/transaction", "/repeatable")) {
                    HttpResponse<String> answer = client.get(application, "/documents/1" + reading);
                    assertThat(answer.statusCode() == 200 ? answer.body() : version + " refused").as(reading)
                            .startsWith(version + " ");
                }
                both.cut(); // The pooler takes the next server.
            }
        }
    }

    /** The question would fix what the transaction shows before the position is read. */
    @Test
    void aTransactionThatKeepsItsSnapshotReadsOnThePrimary() {
        try (PgBouncer pooler = startPooler(Mode.TRANSACTION);
                Application repeatable = start(pooler,
                        Map.of("quarkus.datasource.replica.jdbc.transaction-isolation-level", "repeatable-read"))) {
            application = repeatable;
            write();

            assertThat(read("/transaction")).isEqualTo(version + " primary POSITION_NOT_REACHED");
        }
    }

    /** Each connection keeps its server, so everything is as it is without a pooler. */
    @Test
    void inSessionModeEverythingIsAsWithoutAPooler() {
        try (PgBouncer pooler = startPooler(Mode.SESSION);
                Application keeping = start(pooler, Map.of("quarkus.replicated.pooler", "session",
                        "quarkus.replicated.consistency.max-wait", Waiting.LIMIT.toSeconds() + "s"))) {
            application = keeping;
            write();
            assertThat(read("")).startsWith(version + " replica ");

            pooler.leadTo(REPLICA, cluster.replica(1).port());
            write();

            assertThat(read("")).startsWith(version + " replica ");
            assertThat(read("/transaction")).startsWith(version + " replica ");
            assertThat(keeping.log()).doesNotContain("A pooler stands before").doesNotContain("led to another server");
        }
    }

    /** And waits until the first replica shows it. */
    private void write() {
        assertThat(post()).isEqualTo(204);
        cluster.replica(0).awaitReplay(cluster.primary().flushPosition(), Waiting.LIMIT);
    }

    private int post() {
        return client.post(application, "/documents/1?version=" + ++version).statusCode();
    }

    private String read(String reading) {
        HttpResponse<String> answer = client.get(application, "/documents/1" + reading);
        return answer.statusCode() == 200 ? answer.body() : answer.statusCode() + " " + answer.body();
    }
}
