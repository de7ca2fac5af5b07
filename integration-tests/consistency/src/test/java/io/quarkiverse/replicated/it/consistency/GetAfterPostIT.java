package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** While the replica's replay is held, in every way of writing and of reading. */
class GetAfterPostIT {

    private static final AtomicLong VERSIONS = new AtomicLong(1000);

    static PostgresCluster cluster;
    static Application application;

    private final Client client = new Client();
    private final long version = VERSIONS.addAndGet(100);

    @BeforeAll
    static void start() {
        cluster = DocumentStore.startCluster(1);
        application = DocumentApplication.startPatient(cluster, Map.of());
    }

    @AfterAll
    static void stop() {
        application.close();
        cluster.close();
    }

    @AfterEach
    void resume() {
        client.post(application, "/gate/open");
        cluster.replica(0).resumeReplay();
        cluster.awaitCaughtUp(Waiting.LIMIT);
    }

    @ParameterizedTest
    @CsvSource({ "/documents/1", "/documents/1/transaction", "/documents/1/orm" })
    void aClientSeesWhatItWrote(String writing) {
        cluster.replica(0).pauseReplay();

        assertThat(client.post(application, writing + "?version=" + version).statusCode()).isEqualTo(204);

        assertThat(client.get(application, "/documents/1").body()).isEqualTo(version + " primary POSITION_NOT_REACHED");
        assertThat(client.get(application, "/documents/1/transaction").body())
                .isEqualTo(version + " primary POSITION_NOT_REACHED");
        assertThat(client.get(application, "/documents/1/repeatable").body()).isEqualTo(version + " primary");
        assertThat(client.get(application, "/documents/1/orm").body()).isEqualTo(version + " ? POSITION_NOT_REACHED");
    }

    @Test
    void othersReadFromTheReplica() {
        cluster.replica(0).pauseReplay();

        client.post(application, "/documents/2?version=" + version);

        assertThat(new Client().get(application, "/documents/2").body()).doesNotStartWith(version + " ")
                .endsWith("replica HTTP_METHOD");
    }

    /** The read asks the replica, because the next probe is an hour away, and has a minute to hear its answer. */
    @Test
    void theReplicaIsReadAsSoonAsItShowsTheWrite() {
        try (Application asking = DocumentApplication.startPatient(cluster, Map.of("quarkus.replicated.probe-interval", "1h",
                "quarkus.replicated.max-lag", "2h", "quarkus.replicated.consistency.max-age", "6h",
                "quarkus.replicated.consistency.max-wait", "1m"))) {
            client.post(asking, "/documents/3?version=" + version);
            cluster.awaitCaughtUp(Waiting.LIMIT);

            assertThat(client.get(asking, "/documents/3").body()).startsWith(version + " replica");
            assertThat(client.get(asking, "/documents/3/transaction").body()).startsWith(version + " replica");
            assertThat(client.get(asking, "/documents/3/repeatable").body()).startsWith(version + " replica");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "named", "thread", "parallel-stream", "managed", "several", "throws", "inner-commit",
            "unflushed", "cut", "held" })
    void noWayOfWritingIsMissed(String way) {
        client.get(application, "/documents/4");
        cluster.replica(0).pauseReplay();

        client.post(application, "/ways/4/" + way + "?version=" + version);

        assertThat(client.get(application, "/documents/4").body()).startsWith(version + " primary");
    }

    @Test
    void aCommitInDoubtIsLookedUpOnThePrimary() {
        assertThat(client.post(application, "/ways/9/doubt?version=" + version).statusCode()).isEqualTo(500);

        // Whatever became of it: the replica may not have heard.
        assertThat(client.get(application, "/documents/9").body()).endsWith("primary POSITION_NOT_REACHED");
    }

    @ParameterizedTest
    @ValueSource(strings = { "annotated", "bean", "bean-thread" })
    void aGetThatWritesCountsToo(String way) {
        cluster.replica(0).pauseReplay();

        assertThat(client.get(application, "/ways/5/" + way + "?version=" + version).body()).isEqualTo("written");

        assertThat(client.get(application, "/documents/5").body()).startsWith(version + " primary");
    }

    @Test
    void aRequestSeesWhatItWroteItself() {
        cluster.replica(0).pauseReplay();

        assertThat(client.post(application, "/ways/6/then-read?version=" + version).body()).isEqualTo(version + " primary");
        assertThat(client.get(application, "/ways/6/then-read?version=" + (version + 1)).body())
                .isEqualTo(version + 1 + " primary");
        assertThat(client.get(application, "/ways/6/held-then-read?version=" + (version + 2)).body())
                .isEqualTo(version + 2 + " primary");
        assertThat(new Client().post(application, "/ways/6/thread-then-read?version=" + (version + 3)).body())
                .isEqualTo(version + 3 + " primary");
    }

    @Test
    void aLiteralReadOfAReplicaPrefersOneThatShowsTheWriteButReadsAnyInTheEnd() {
        cluster.replica(0).pauseReplay();
        client.post(application, "/documents/7?version=" + version);

        assertThat(client.post(application, "/documents/7/literal").body()).doesNotStartWith(version + " ")
                .endsWith("replica ANNOTATION");
        assertThat(client.post(application, "/documents/7/literal/caught-up").body())
                .isEqualTo(version + " primary POSITION_NOT_REACHED");
    }

    /** The router starts anew with the request, and forgets the headers and the handlers that wait for them. */
    @Test
    void aRequestThatIsSentElsewhereInsideTheServerKeepsWhatItWrote() {
        cluster.replica(0).pauseReplay();

        assertThat(client.post(application, "/rerouted/10?version=" + version).body()).startsWith(version + " primary");
        assertThat(client.get(application, "/documents/10").body()).startsWith(version + " primary");
    }

    @Test
    void aPositionThatDoesNotExistYetLeadsToThePrimary() {
        cluster.replica(0).pauseReplay();
        String position = new Client().post(application, "/ways/8/position-in-transaction?version=" + version).body();

        String answer = new Client().send(application, "POST", "/ways/8/at", position, Map.of()).body();

        assertThat(answer).isEqualTo(version + " primary");
    }

    @Test
    void aPositionIsHandedToOtherWork() {
        cluster.replica(0).pauseReplay();
        String position = new Client().post(application, "/ways/8/position?version=" + version).body();

        String answer = new Client().send(application, "POST", "/ways/8/at", position, Map.of()).body();

        assertThat(answer).isEqualTo(version + " primary");
    }
}
