package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

/** What clients carry, what they are given, and what they make up. */
class TokenIT {

    private static final String HEADER = "Replicated-Position";

    static PostgresCluster cluster;
    static Application signed;
    static Application unsigned;

    private final Client client = new Client();

    @BeforeAll
    static void start() {
        cluster = DocumentStore.startCluster(1);
        signed = DocumentApplication.start(cluster, patient(Map.of("quarkus.replicated.consistency.secret",
                "a secret that is hard to guess")));
        unsigned = DocumentApplication.start(cluster, patient(Map.of()));
    }

    /** As patient as the default life of a cookie permits. */
    private static Map<String, String> patient(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.replicated.probe-timeout", "15s");
        all.put("quarkus.replicated.max-lag", "40s");
        return all;
    }

    @AfterAll
    static void stop() {
        signed.close();
        unsigned.close();
        cluster.close();
    }

    @AfterEach
    void resume() {
        cluster.replica(0).resumeReplay();
        cluster.awaitCaughtUp(Waiting.LIMIT);
        // The replica may have been held for longer than it may be late.
        for (Application application : List.of(signed, unsigned)) {
            Waiting.until("the replica is usable", application, it -> it.isUsable("replica"));
        }
    }

    @Test
    void onlyAResponseToARequestThatWroteCarriesAToken() {
        HttpResponse<String> written = client.post(unsigned, "/documents/1?version=1");

        assertThat(written.headers().allValues("Set-Cookie")).singleElement().asString()
                .matches("replicated-[\\w-]+=[\\w-]+; Max-Age=60; .*Path=/; HTTPOnly; SameSite=Lax");
        assertThat(written.headers().firstValue(HEADER)).isPresent();
        assertThat(written.headers().firstValue("Cache-Control")).hasValue("private");
        for (HttpResponse<String> other : List.of(client.get(unsigned, "/documents/1"),
                client.post(unsigned, "/documents/1/literal"),
                client.send(unsigned, "OPTIONS", "/ways/1/options", "", Map.of()), client.get(unsigned, "/nowhere"))) {
            assertThat(other.headers().map()).doesNotContainKeys("set-cookie", "replicated-position", "cache-control");
        }
    }

    @Test
    void aResponseThatSharedCachesStoreCarriesNoPosition() {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> shared = client.get(unsigned, "/ways/10/page?cache=public,%20max-age=60");

            assertThat(shared.headers().map()).doesNotContainKeys("set-cookie", "replicated-position");
            assertThat(shared.headers().allValues("Cache-Control")).containsExactly("public, max-age=60");
        }
        assertThat(unsigned.log().lines().filter(it -> it.contains("lets shared caches store"))).singleElement().asString()
                .contains("WARN", "WaysResource#page", "public, max-age=60", "'Cache-Control: private'", "@UseReplica",
                        "https://");

        HttpResponse<String> fresh = client.get(unsigned, "/ways/10/page?cache=max-age=60");
        assertThat(fresh.headers().map()).containsKeys("set-cookie", "replicated-position");
        assertThat(String.join(", ", fresh.headers().allValues("Cache-Control")).split(", "))
                .containsExactlyInAnyOrder("max-age=60", "private");
    }

    /** As a browser has them that wrote many times at once. */
    @Test
    void oneTokenTakesThePlaceOfMany() {
        for (Application application : List.of(unsigned, signed)) {
            Client burst = new Client();
            for (int i = 1; i <= 20; i++) {
                Client one = new Client();
                one.post(application, "/documents/11?version=" + i);
                burst.cookies().putAll(one.cookies());
            }
            assertThat(burst.cookies()).hasSize(20);
            cluster.replica(0).pauseReplay();

            burst.post(application, "/documents/11?version=21");

            assertThat(burst.cookies()).hasSizeLessThanOrEqualTo(2);
            assertThat(burst.get(application, "/documents/11").body()).startsWith("21 primary");
            cluster.replica(0).resumeReplay();
        }
    }

    @Test
    void whatOthersWriteIsNoneOfAPreflightsBusiness() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = CompletableFuture
                .supplyAsync(() -> client.post(unsigned, "/ways/1/wait"));
        CompletableFuture<HttpResponse<String>> preflight = CompletableFuture.supplyAsync(
                () -> new Client().send(unsigned, "OPTIONS", "/ways/1/options/wait", "", Map.of()));
        Client writer = new Client();
        writer.post(unsigned, "/gate/await?requests=2");
        writer.post(unsigned, "/ways/1/thread?version=1"); // On a thread that works for no request.
        writer.post(unsigned, "/gate/open");

        assertThat(waiting.get().headers().map()).as("it may have been for this one").containsKey("set-cookie");
        assertThat(preflight.get().headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void eachTokenIsACookieOfItsOwnAndTheNextOneTakesItsPlace() {
        client.post(unsigned, "/documents/2?version=1");
        assertThat(client.cookies()).hasSize(1);
        String first = client.cookies().keySet().iterator().next();

        client.post(unsigned, "/documents/2?version=2");

        assertThat(client.cookies()).hasSize(1).doesNotContainKey(first);
    }

    /** The first one commits first and answers last. A single cookie would now be that of its older position. */
    @Test
    void anOlderTokenThatArrivesLaterTakesNothingAway() throws Exception {
        CompletableFuture<HttpResponse<String>> late = CompletableFuture
                .supplyAsync(() -> client.post(unsigned, "/documents/3/answer-late?version=1"));
        Client other = new Client();
        other.post(unsigned, "/gate/await?requests=1");
        Waiting.until("the replica shows the commit",
                () -> other.get(unsigned, "/documents/3").body().startsWith("1 replica"));
        cluster.replica(0).pauseReplay();
        client.post(unsigned, "/documents/4?version=1");
        other.post(unsigned, "/gate/open");
        assertThat(late.get(2, TimeUnit.MINUTES).statusCode()).isEqualTo(204);

        assertThat(client.get(unsigned, "/documents/4").body()).startsWith("1 primary");
    }

    @Test
    void theHigherOfHeaderAndCookieCounts() {
        Client early = new Client();
        early.post(unsigned, "/documents/5?version=1");
        Waiting.until("the replica shows the write",
                () -> early.get(unsigned, "/documents/5").body().startsWith("1 replica"));
        cluster.replica(0).pauseReplay();
        String later = new Client().post(unsigned, "/documents/5?version=2").headers().firstValue(HEADER).orElseThrow();

        assertThat(early.get(unsigned, "/documents/5").body()).startsWith("1 replica");
        assertThat(early.send(unsigned, "GET", "/documents/5", "", Map.of(HEADER, later)).body()).startsWith("2 primary");

        Client late = new Client();
        HttpResponse<String> written = late.post(unsigned, "/documents/5?version=3");
        String earlier = Tokens.further(written.headers().firstValue(HEADER).orElseThrow(), -100_000);
        assertThat(late.send(unsigned, "GET", "/documents/5", "", Map.of(HEADER, earlier)).body()).startsWith("3 primary");
        assertThat(new Client().send(unsigned, "GET", "/documents/5", "",
                Map.of(HEADER, earlier + " , rubbish," + written.headers().firstValue(HEADER).orElseThrow())).body())
                .startsWith("3 primary");
    }

    @Test
    void aMadeUpTokenLeadsNoReadToThePrimaryWhereTokensAreSigned() {
        String own = client.post(unsigned, "/documents/6?version=1").headers().firstValue(HEADER).orElseThrow();
        String genuine = client.post(signed, "/documents/6?version=2").headers().firstValue(HEADER).orElseThrow();
        cluster.awaitCaughtUp(Waiting.LIMIT);
        cluster.replica(0).pauseReplay();
        String flipped = (genuine.charAt(20) == 'A' ? 'B' : 'A') + genuine.substring(1);

        for (String forged : List.of(Tokens.further(own, 1_000_000), Tokens.ofTimeline(own, 9), "AQA", flipped,
                "x".repeat(4000))) {
            assertThat(new Client().send(signed, "GET", "/documents/6", "", Map.of(HEADER, forged)).body())
                    .isEqualTo("2 replica HTTP_METHOD");
        }
    }

    @Test
    void withoutSignaturesAPositionBeyondThePrimarysIsRefused() {
        String own = client.post(unsigned, "/documents/7?version=1").headers().firstValue(HEADER).orElseThrow();
        cluster.awaitCaughtUp(Waiting.LIMIT);

        assertThat(
                new Client().send(unsigned, "GET", "/documents/7", "", Map.of(HEADER, Tokens.further(own, 1_000_000))).body())
                .startsWith("1 replica");
        assertThat(new Client().send(unsigned, "GET", "/documents/7", "", Map.of(HEADER, Tokens.ofAnotherDatabase(own))).body())
                .startsWith("1 replica");
        assertThat(new Client().send(unsigned, "GET", "/documents/7", "", Map.of(HEADER, Tokens.ofTimeline(own, 9))).body())
                .as("the position cannot be compared, so the read goes to the primary").startsWith("1 primary");
    }

    /** A made-up one must not make a client forget what it really wrote. */
    @Test
    void aMadeUpTokenTakesNothingAwayFromARealOne() {
        String own = new Client().post(unsigned, "/documents/8?version=1").headers().firstValue(HEADER).orElseThrow();
        cluster.awaitCaughtUp(Waiting.LIMIT);
        cluster.replica(0).pauseReplay();
        client.cookies().put("replicated-madeUpByAClient", Tokens.further(own, 1_000_000));

        client.post(unsigned, "/documents/8?version=2");

        assertThat(client.get(unsigned, "/documents/8").body()).startsWith("2 primary");
    }

    @Test
    void rubbishInCookiesIsIgnored() {
        cluster.awaitCaughtUp(Waiting.LIMIT);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(300); length > 0; length--) {
                value.append((char) (33 + random.nextInt(94)));
            }
            assertThat(new Client()
                    .send(signed, "GET", "/documents/9", "", Map.of("Cookie", "replicated-madeUpByAClient=" + value)).body())
                    .endsWith("replica HTTP_METHOD");
        }
    }
}
