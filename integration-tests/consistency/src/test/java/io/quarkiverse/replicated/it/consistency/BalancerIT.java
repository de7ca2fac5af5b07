package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** Two replicas behind one address, one of them held: what the probe hears from the one says nothing of the other. */
class BalancerIT {

    private static final int DOCUMENTS = 20;
    private static final int LEAST_ROUNDS = 10;
    private static final int MOST_ROUNDS = 300;
    private static final String WARNING = "leads to several servers in turn";

    @ParameterizedTest
    @ValueSource(strings = { "", "/transaction", "/repeatable" })
    void noReadIsStaleAndTheCureIsNamedOnce(String reading) throws Exception {
        try (PostgresCluster cluster = DocumentStore.startCluster(2);
                Forwarder balancer = new Forwarder(cluster.replica(0), cluster.replica(1));
                Application application = start(cluster, balancer)) {
            cluster.replica(1).pauseReplay();
            List<String> refused = new ArrayList<>();
            // On a busy machine, it takes more rounds until two connections are open at a time and one is to the wrong server.
            for (int round = 1; round <= LEAST_ROUNDS || !application.log().contains(WARNING); round++) {
                assertThat(round).as("rounds until the warning").isLessThan(MOST_ROUNDS);
                long version = round;
                List<Client> clients = new ArrayList<>();
                for (int i = 0; i < DOCUMENTS; i++) {
                    Client client = new Client();
                    client.post(application, "/documents/" + i + "?version=" + version);
                    clients.add(client);
                }
                cluster.replica(0).awaitReplay(cluster.primary().flushPosition(), Waiting.LIMIT);

                List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < DOCUMENTS; i++) {
                    int id = i;
                    answers.add(CompletableFuture
                            .supplyAsync(() -> clients.get(id).get(application, "/documents/" + id + reading)));
                }
                for (CompletableFuture<HttpResponse<String>> answer : answers) {
                    if (answer.get().statusCode() == 200) {
                        assertThat(answer.get().body()).startsWith(version + " ");
                    } else {
                        refused.add(answer.get().body());
                    }
                }
            }

            assertThat(application.log().split(WARNING, -1)).as("warnings").hasSize(2);
            // Until the warning, a transaction may find out too late that it is on the wrong server.
            assertThat(refused.size()).isLessThan(reading.equals("/transaction") ? DOCUMENTS : 1);
        }
    }

    @Test
    void readsThatNeedNothingGoToBoth() {
        try (PostgresCluster cluster = DocumentStore.startCluster(2);
                Forwarder balancer = new Forwarder(cluster.replica(0), cluster.replica(1));
                Application application = start(cluster, balancer)) {
            assertThat(new Client().get(application, "/documents/1").body()).isEqualTo("0 replica HTTP_METHOD");
        }
    }

    /** The primary takes all reads that the wrong server cannot serve: this is not about how many of them it lets in. */
    private static Application start(PostgresCluster cluster, Forwarder balancer) {
        Application application = DocumentApplication.startPatient(cluster, Map.of("quarkus.datasource.replica.jdbc.url",
                balancer.jdbcUrl(cluster), "quarkus.replicated.fallback.max-concurrent", "39"));
        Waiting.until("the replica is usable", application, it -> it.isUsable("replica"));
        return application;
    }
}
