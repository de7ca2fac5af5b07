package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;
import io.quarkiverse.replicated.it.harness.RandomLag;

/** A client writes at one instance and reads at once at another, which has not heard of the write: it probes rarely. */
class TwoInstancesIT {

    private static final int ROUNDS = 150;

    private PostgresCluster cluster;

    @BeforeEach
    void start() {
        cluster = DocumentStore.startCluster(1);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a secret that both of them know" })
    void noReadIsStaleAndNoGenuineTokenIsRefused(String secret) throws Exception {
        try (Application one = DocumentApplication.startPatient(cluster, settings(secret));
                Application other = DocumentApplication.startPatient(cluster, settings(secret))) {
            Client client = new Client();
            try (RandomLag lag = new RandomLag(cluster.replica(0))) {
                for (int version = 1; version <= ROUNDS; version++) {
                    client.post(version % 2 == 0 ? one : other, "/documents/1?version=" + version);

                    assertThat(client.get(version % 2 == 0 ? other : one, "/documents/1").body()).startsWith(version + " ");
                }
            }

            cluster.replica(0).pauseReplay();
            for (int version = ROUNDS + 1; version <= ROUNDS + 50; version++) {
                client.post(one, "/documents/1?version=" + version);

                assertThat(client.get(other, "/documents/1").body())
                        .isEqualTo(version + " primary POSITION_NOT_REACHED");
            }
        }
    }

    /** What an instance cannot have heard of, it must not take for made up: the primary is asked anew for each. */
    @ParameterizedTest
    @MethodSource("io.quarkiverse.replicated.it.consistency.Tokens#clocks")
    void theClocksOfInstancesMayDiffer(long aheadMillis) {
        try (Application one = DocumentApplication.startPatient(cluster, settings(""));
                Application other = DocumentApplication.startPatient(cluster, settings(""))) {
            cluster.replica(0).pauseReplay();
            String token = new Client().post(one, "/documents/2?version=1").headers().firstValue("Replicated-Position")
                    .orElseThrow();

            String answer = new Client().send(other, "GET", "/documents/2", "",
                    Map.of("Replicated-Position", Tokens.issuedLater(token, aheadMillis))).body();

            assertThat(answer).isEqualTo("1 primary POSITION_NOT_REACHED");
        }
    }

    /** As while an application goes from one mode to the other, instance by instance. */
    @Test
    void anInstanceThatObservesTellsTheOtherOneWhatWasWritten() {
        Map<String, String> observing = new HashMap<>(settings(""));
        observing.put("quarkus.replicated.mode", "observe");
        try (Application observer = DocumentApplication.startPatient(cluster, observing);
                Application router = DocumentApplication.startPatient(cluster, settings(""))) {
            cluster.replica(0).pauseReplay();
            int version = 0;
            for (String way : List.of("POST /documents/1", "POST /documents/1/transaction", "POST /documents/1/orm",
                    "POST /out/1/writer-thread", "GET /ways/1/annotated", "GET /out/1/write")) {
                Client client = new Client();
                client.get(observer, "/documents/1");
                client.get(observer, "/documents/1/transaction");
                assertThat(client.cookies()).as("after a read").isEmpty();
                version++;

                String[] request = way.split(" ");
                assertThat(client.send(observer, request[0], request[1] + "?version=" + version, "", Map.of()).statusCode())
                        .as(way).isLessThan(300);

                assertThat(client.get(router, "/documents/1").body()).as(way)
                        .isEqualTo(version + " primary POSITION_NOT_REACHED");
            }
        }
    }

    private static Map<String, String> settings(String secret) {
        Map<String, String> seldom = Map.of("quarkus.replicated.probe-interval", "5s");
        return secret.isEmpty() ? seldom
                : Map.of("quarkus.replicated.probe-interval", "5s", "quarkus.replicated.consistency.secret", secret);
    }
}
