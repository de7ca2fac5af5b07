package io.quarkiverse.replicated.runtime.http;

import static io.quarkiverse.replicated.runtime.position.RequiredPosition.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.runtime.config.ConsistencyConfig;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.SameSite;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkiverse.replicated.runtime.token.PresentedTokens;
import io.quarkiverse.replicated.runtime.token.TokenCodec;
import io.quarkiverse.replicated.runtime.token.TokenSeal;

/** What a browser sends, and what it gets. */
class PositionExchangeTest {

    private static final String SECRET = "a secret that all applications share";
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final Map<String, String> jar = new TreeMap<>();
    // What all requests to this process have written.
    private LogPosition here;

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = SECRET)
    void aBrowserWithManyTokensKeepsOneThatStandsForAll(String secret) {
        PositionExchange exchange = exchange("replicated", 7, secret);
        for (int i = 0; i < 20; i++) {
            write(exchange, Map.of(), required(7, 100 + i)); // Each of these was sent before any was answered.
        }
        assertThat(jar).hasSize(20);

        Exchange last = write(exchange, jar, required(7, 90));

        assertThat(last.setCookies().stream().filter(it -> it.contains("Max-Age=0")))
                .hasSize(secret == null ? 20 : 19) // One of them stands for all, if it is known to be genuine.
                .allMatch(it -> it.length() < 60);
        assertThat(jar).hasSize(secret == null ? 2 : 1);
        RequiredPosition kept = read(exchange).required();
        assertThat(kept.isUnknown() || kept.position().isReachedBy(new PostgresLsn(7, 1, 119))).isTrue();
        assertThat(kept.isReachedBy(new PostgresLsn(7, 1, 118))).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = SECRET)
    void tokensWithoutAPositionArePutTogetherToo(String secret) {
        PositionExchange exchange = exchange("replicated", 7, secret);
        for (int i = 0; i < 9; i++) {
            jar.putAll(cookies(write(exchange, Map.of(), UNKNOWN)));
            waitForTheNextMillisecond();
        }
        assertThat(jar).hasSize(9);

        write(exchange, jar, required(7, 90));

        assertThat(jar).hasSize(2);
        assertThat(read(exchange).required().isUnknown()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = SECRET)
    void aBrowserWithFewKeepsWhatIsNotCovered(String secret) {
        PositionExchange exchange = exchange("replicated", 7, secret);
        write(exchange, Map.of(), UNKNOWN);
        write(exchange, Map.of(), required(7, 80));

        write(exchange, jar, required(7, 90));

        assertThat(jar).hasSize(2);
        assertThat(read(exchange).required().isUnknown()).isTrue();
        assertThat(read(exchange).required().position()).isEqualTo(new PostgresLsn(7, 1, 90));
    }

    /** One secret for the applications of a host, and the same prefix. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = SECRET)
    void anApplicationWithAnotherDatabaseNeitherReadsNorRemovesTheCookies(String secret) {
        PositionExchange orders = exchange("replicated", 7, secret);
        PositionExchange customers = exchange("replicated", 8, secret);
        for (int i = 0; i < 12; i++) {
            write(orders, Map.of(), required(7, 100 + i));
        }
        write(orders, Map.of(), UNKNOWN);

        assertThat(read(customers)).isSameAs(PresentedTokens.NONE);
        write(customers, jar, required(8, 1));
        assertThat(jar).hasSize(14);
    }

    /** An application is named 'replicated', and another one on the same host 'replicated-orders'. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = SECRET)
    void aNameThatBeginsWithTheOtherIsNotTakenForIt(String secret) {
        PositionExchange longer = exchange("replicated-orders", 7, secret);
        PositionExchange shorter = exchange("replicated", 7, secret);
        write(longer, Map.of(), required(7, 100));

        assertThat(read(shorter)).isSameAs(PresentedTokens.NONE);
        assertThat(read(longer).required().position()).isEqualTo(new PostgresLsn(7, 1, 100));
        write(shorter, Map.of(), required(7, 100));
        assertThat(read(longer).all()).hasSize(1);
    }

    /** A client may keep only the header of the response that came last, and have written in parallel. */
    @Test
    void theHeaderCoversWhatOtherRequestsToThisProcessHaveWrittenAndTheCookieDoesNot() {
        PositionExchange exchange = exchange("replicated", 7, SECRET);
        here = new PostgresLsn(7, 1, 300);

        Exchange answered = write(exchange, Map.of(), required(7, 90));

        assertThat(inHeader(exchange, answered).position()).isEqualTo(new PostgresLsn(7, 1, 300));
        assertThat(read(exchange).required().position()).isEqualTo(new PostgresLsn(7, 1, 90));
    }

    @Test
    void aPositionOfAnotherHistoryDoesNotTakeThePlaceOfTheOwn() {
        PositionExchange exchange = exchange("replicated", 7, SECRET);

        for (PostgresLsn elsewhere : List.of(new PostgresLsn(7, 2, 300), new PostgresLsn(8, 1, 300))) {
            here = elsewhere;
            assertThat(inHeader(exchange, write(exchange, Map.of(), required(7, 90))).position())
                    .isEqualTo(new PostgresLsn(7, 1, 90));
        }
    }

    private static RequiredPosition inHeader(PositionExchange exchange, Exchange answered) {
        String text = answered.request().response().headers().get("Replicated-Position");
        return exchange.read(Exchange.begin().with("Replicated-Position", text).request()).required();
    }

    /** Sends these cookies, and keeps what the response sets and removes. */
    private Exchange write(PositionExchange exchange, Map<String, String> cookies, RequiredPosition written) {
        Exchange request = request(cookies);
        exchange.write(request.request(), exchange.read(request.request()), written, here);
        request.setCookies().stream().filter(it -> it.contains("Max-Age=0")).forEach(it -> jar.remove(it.split("=")[0]));
        jar.putAll(cookies(request));
        return request;
    }

    private static Map<String, String> cookies(Exchange answered) {
        return answered.setCookies().stream().filter(it -> !it.contains("Max-Age=0")).map(it -> it.split(";")[0].split("=", 2))
                .collect(Collectors.toMap(it -> it[0], it -> it[1]));
    }

    private PresentedTokens read(PositionExchange exchange) {
        return exchange.read(request(jar).request());
    }

    private static Exchange request(Map<String, String> cookies) {
        return Exchange.begin().with("Cookie", cookies.isEmpty() ? null
                : cookies.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).collect(Collectors.joining("; ")));
    }

    private static void waitForTheNextMillisecond() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }

    private static RequiredPosition required(int database, long lsn) {
        return RequiredPosition.of(new PostgresLsn(database, 1, lsn));
    }

    private static PositionExchange exchange(String name, int database, String secret) {
        LogPosition known = new PostgresLsn(database, 1, 50);
        Sample primary = Servers.primary(0, known);
        PositionTokens tokens = new PositionTokens(
                new TokenCodec(new TokenSeal(secret, List.of()), Servers.POSTGRES.positions()), MAX_AGE, () -> primary,
                () -> null, Clock.SYSTEM);
        return new PositionExchange(tokens, new PositionCookies(config(name), request -> "/", MAX_AGE, tokens),
                "Replicated-Position");
    }

    private static ConsistencyConfig.Cookie config(String name) {
        return Exchange.stub(ConsistencyConfig.Cookie.class, method -> switch (method) {
            case "name" -> name;
            case "sameSite" -> SameSite.LAX;
            case "path" -> Optional.empty();
            default -> throw new IllegalStateException(method);
        });
    }
}
