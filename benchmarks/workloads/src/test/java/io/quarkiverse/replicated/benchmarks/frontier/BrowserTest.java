package io.quarkiverse.replicated.benchmarks.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

class BrowserTest {

    private final AtomicLong now = new AtomicLong();
    private volatile String setCookie;
    private volatile String received;
    private HttpServer server;
    private Browser browser;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received = exchange.getRequestHeaders().getFirst("Cookie");
            if (setCookie != null) {
                exchange.getResponseHeaders().add("Set-Cookie", setCookie);
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String host = server.getAddress().getAddress().getHostAddress();
        browser = new Browser(URI.create("http://" + host + ":" + server.getAddress().getPort()), now::get);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aCookieIsSentUntilItHasReachedItsAge() throws Exception {
        write("window=1; Path=/; Max-Age=2; HttpOnly; SameSite=Lax");

        pass(Duration.ofMillis(1_999));
        browser.get("/");
        assertThat(received).isEqualTo("window=1");

        pass(Duration.ofMillis(1));
        browser.get("/");
        assertThat(received).isNull();
    }

    @Test
    void aCookieThatHasBeenAgedEndsSooner() throws Exception {
        write("window=1; Max-Age=2");

        browser.age(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        browser.get("/");

        assertThat(received).isNull();
    }

    @Test
    void aCookieThatIsTakenAwayIsNotSent() throws Exception {
        write("position=1; Max-Age=60");
        write("position=; Max-Age=0");

        browser.get("/");

        assertThat(received).isNull();
    }

    @Test
    void aCookieWithoutAgeIsNoneOfOurs() {
        assertThatThrownBy(() -> write("session=1; Path=/")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("session=1; Path=/");
    }

    private void write(String cookie) throws IOException, InterruptedException {
        setCookie = cookie;
        browser.post("/");
        setCookie = null;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
