package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

/**
 * Responses that leave while a connection that can write is out. Their clients see what they wrote, and are not sent to the
 * primary for longer than that takes.
 */
class WriterOutIT {

    private static final AtomicLong VERSIONS = new AtomicLong(1000);

    static PostgresCluster cluster;
    static Application application;

    private final Client client = new Client();
    private final long version = VERSIONS.addAndGet(100);

    @BeforeAll
    static void start() {
        cluster = DocumentStore.startCluster(1);
        application = DocumentApplication.startPatient(cluster, Map.of("quarkus.replicated.consistency.max-wait", "5s"));
    }

    @AfterAll
    static void stop() {
        application.close();
        cluster.close();
    }

    @AfterEach
    void resume() {
        client.post(application, "/gate/open");
        client.post(application, "/out/1/writer-thread/stop");
        cluster.replica(0).resumeReplay();
        cluster.awaitCaughtUp(Waiting.LIMIT);
    }

    @ParameterizedTest
    @CsvSource({ "POST, async-response, 200", "POST, common-pool, 200", "POST, writer-thread, 200",
            "POST, writer-thread/event-loop, 200", "POST, writer-thread/throws, 500", "POST, writer-thread/not-found, 404",
            "POST, write-and-count, 200", "GET, undeclared, 200", "GET, undeclared/out, 200" })
    void noWriteIsMissedAndNoClientIsPinned(String method, String way, int status) {
        cluster.replica(0).pauseReplay();

        HttpResponse<String> written = client.send(application, method, "/out/1/" + way + "?version=" + version, "", Map.of());

        assertThat(written.statusCode()).as(written.body()).isEqualTo(status);
        assertThat(client.get(application, "/documents/1").body()).startsWith(version + " primary");
        cluster.replica(0).resumeReplay();
        cluster.awaitCaughtUp(Waiting.LIMIT);
        assertThat(client.get(application, "/documents/1").body()).startsWith(version + " replica");
    }

    /** The connection wrote after the response was there, and before its headers left. */
    @Test
    void whatIsWrittenWhileAResponseStreamsIsNotMissed() throws Exception {
        cluster.replica(0).pauseReplay();

        CompletableFuture<HttpResponse<String>> answer = CompletableFuture
                .supplyAsync(() -> client.post(application, "/out/1/streaming?version=" + version));
        client.post(application, "/gate/await?requests=1");
        client.post(application, "/gate/open");

        assertThat(answer.get().body()).isEqualTo("written");
        assertThat(client.get(application, "/documents/1").body()).startsWith(version + " primary");
    }

    @ParameterizedTest
    @CsvSource({ "POST, count", "POST, stream", "GET, count" })
    void aConnectionThatHibernateKeepsPinsNoClient(String method, String way) {
        assertThat(client.send(application, method, "/out/1/" + way, "", Map.of()).statusCode()).isEqualTo(200);

        cluster.awaitCaughtUp(Waiting.LIMIT);
        assertThat(client.get(application, "/documents/1").body()).contains(" replica ");
    }

    @Test
    void aConnectionOfAnotherThreadThatIsNeverReturnedPinsNoClient() {
        new Client().post(application, "/out/1/writer-thread?version=" + version);

        client.post(application, "/documents/2?version=" + version);

        cluster.awaitCaughtUp(Waiting.LIMIT);
        assertThat(client.get(application, "/documents/2").body()).startsWith(version + " replica");
        assertThat(new Client().get(application, "/documents/2").headers().map()).doesNotContainKey("set-cookie");
    }

    @ParameterizedTest
    @CsvSource({ "POST, writer-thread/then-read", "GET, undeclared/then-read" })
    void theRequestItselfSeesItToo(String method, String way) {
        cluster.replica(0).pauseReplay();

        assertThat(client.send(application, method, "/out/1/" + way + "?version=" + version, "", Map.of()).body())
                .isEqualTo(version + " primary");
    }

    @Test
    void aGetThatHasWrittenInSecretIsNamed() {
        client.get(application, "/out/1/undeclared?version=" + version);

        assertThat(application.log()).contains("OutResource#writeOnARawThread", "put @ChangesDatabase on");
    }

    @ParameterizedTest
    @ValueSource(strings = { "request", "job" })
    void aPositionThatIsAskedForAfterTheCommitIsOne(String where) {
        cluster.replica(0).pauseReplay();
        String position = new Client().post(application, "/outbox/8/" + where + "?version=" + version).body();

        assertThat(readAt(position)).isEqualTo(version + " primary");
        cluster.replica(0).resumeReplay();
        cluster.awaitCaughtUp(Waiting.LIMIT);
        assertThat(readAt(position)).isEqualTo(version + " replica");
    }

    /** The replica shows the write whose response comes last, and not the other one. */
    @Test
    void aClientThatKeepsOnlyTheLastHeaderLosesNoWrite() throws Exception {
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(
                () -> new Client().post(application, "/documents/1/answer-late?version=" + version));
        client.post(application, "/gate/await?requests=1");
        cluster.awaitCaughtUp(Waiting.LIMIT);
        cluster.replica(0).pauseReplay();
        new Client().post(application, "/documents/2?version=" + version);
        client.post(application, "/gate/open");
        String last = first.get().headers().firstValue("Replicated-Position").orElseThrow();

        String answer = new Client().send(application, "GET", "/documents/2", "", Map.of("Replicated-Position", last)).body();

        assertThat(answer).isEqualTo(version + " primary POSITION_NOT_REACHED");
    }

    private static String readAt(String position) {
        return new Client().send(application, "POST", "/ways/8/at", position, Map.of()).body();
    }
}
