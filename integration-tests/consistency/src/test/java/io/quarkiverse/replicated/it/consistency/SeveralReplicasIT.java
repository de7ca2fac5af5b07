package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** Reads are spread over three replicas, those of one request are not, and no client notices when one is away. */
@TestInstance(Lifecycle.PER_CLASS)
class SeveralReplicasIT {

    private Client client;
    private OutageScene scene;
    private Application application;

    @BeforeAll
    void start() {
        scene = new OutageScene();
        Map<String, String> settings = new HashMap<>(DocumentApplication.PATIENT);
        settings.put("quarkus.replicated.max-lag-bytes", "1M");
        application = scene.startApplication(settings);
        await(Servers::areAllWell);
    }

    @BeforeEach
    void newClient() {
        client = new Client();
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @AfterEach
    void heal() {
        scene.replicas.stream().filter(it -> !it.isRunning()).forEach(PostgresNode::start);
        scene.replicas.forEach(PostgresNode::resumeReplay);
        await(Servers::areAllWell);
    }

    @Test
    void readsAreSpreadEvenlyAlsoAfterOneWasAway() {
        assertThat(spread(300)).hasSize(3).allSatisfy((port, reads) -> assertThat(reads).isCloseTo(100, Offset.offset(3)));

        scene.replicas.get(1).kill();
        await(it -> !it.isUsable("replica-2"));
        assertThat(spread(200)).hasSize(2).allSatisfy((port, reads) -> assertThat(reads).isCloseTo(100, Offset.offset(3)));

        scene.replicas.get(1).start();
        await(Servers::areAllWell);
        assertThat(spread(300)).hasSize(3).allSatisfy((port, reads) -> assertThat(reads).isCloseTo(100, Offset.offset(3)));
    }

    @Test
    void oneRequestReadsFromOneReplica() {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            String ports = client.get(application, "/which/several").body();
            assertThat(ports).as("one server").matches("\\[\\d+]");
            answers.add(ports);
        }
        assertThat(answers).as("but not always the same").hasSize(3);
    }

    @Test
    void aRequestWhoseReplicaIsLostGoesOnOnThePrimary() throws Exception {
        CompletableFuture<String> answer = begin();
        scene.replicas.forEach(PostgresNode::kill); // It may be any of them.
        await(Servers::noReplicaIsUsable);
        scene.replicas.get(0).start();
        await(it -> it.isUsable("replica"));

        client.post(application, "/which/half");

        String[] halves = answer.get(3, TimeUnit.MINUTES).split(" ");
        boolean isBack = Integer.parseInt(halves[0]) == scene.replicas.get(0).port();
        assertThat(Integer.parseInt(halves[1])).as("not another replica, which could be older than what it has seen")
                .isEqualTo(isBack ? scene.replicas.get(0).port() : scene.cluster.primary().port());
        assertThat(halves[2]).isEqualTo(isBack ? "HTTP_METHOD" : "REPLICA_LOST");
    }

    /** Returns when it has read once. */
    private CompletableFuture<String> begin() {
        CompletableFuture<String> answer = CompletableFuture
                .supplyAsync(() -> new Client(Waiting.LIMIT).get(application, "/which/halves").body());
        client.post(application, "/which/half");
        return answer;
    }

    @Test
    void aReplicaThatHasTooMuchToReplayIsLeftOut() {
        scene.replicas.get(2).pauseReplay();
        DocumentStore.execute(scene.cluster, "SELECT pg_logical_emit_message(false, 'filler', repeat('x', 2000000), true)");

        await(it -> it.describe("replica-3").contains("bytes behind, more than quarkus.replicated.max-lag-bytes (1048576)"));

        assertThat(spread(20)).hasSize(2);
    }

    @Test
    void theStatusDescribesEach() {
        try (Application strict = scene.startAnother(Map.of())) {
            scene.replicas.get(2).pauseReplay();
            client.post(strict, "/documents/500?version=1");
            Awaitility.await().atMost(Waiting.LIMIT).untilAsserted(() -> assertThat(
                    client.get(strict, "/which/status").body().lines()).satisfiesExactly(
                            first -> assertThat(first).contains("dataSource=replica,", "usable=true", "whyNot=Optional.empty",
                                    "lag=Optional[PT0.", "position=Optional[0/", "on timeline 1", "checkedAt=Optional[2"),
                            second -> assertThat(second).contains("dataSource=replica-2,", "lagBytes=OptionalLong[0]"),
                            third -> assertThat(third).contains("dataSource=replica-3,", "usable=false", " s behind, more than "
                                    + "quarkus.replicated.max-lag (2 s)", "lag=Optional[PT")));
        }
    }

    private Map<String, Integer> spread(int reads) {
        Map<String, Integer> byPort = new TreeMap<>();
        for (int i = 0; i < reads; i++) {
            byPort.merge(client.get(application, "/which").body(), 1, Integer::sum);
        }
        return byPort;
    }

    private void await(Predicate<Servers> condition) {
        Waiting.until("the state of the servers", application, condition);
    }
}
