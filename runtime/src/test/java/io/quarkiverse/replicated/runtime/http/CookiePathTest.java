package io.quarkiverse.replicated.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.vertx.http.runtime.ProxyConfig;

class CookiePathTest {

    private static final String PREFIX = "X-Forwarded-Prefix";

    @Test
    void itIsTheRootPath() {
        assertThat(path(Optional.empty(), "/", proxy(false, false), "/shop")).isEqualTo("/");
        assertThat(path(Optional.empty(), "/api", proxy(false, false), "/shop")).isEqualTo("/api");
    }

    @Test
    void aPrefixCountsOnlyIfItIsTrusted() {
        assertThat(path(Optional.empty(), "/api", proxy(false, true), "/shop")).isEqualTo("/api");
        assertThat(path(Optional.empty(), "/api", proxy(true, false), "/shop")).isEqualTo("/api");
    }

    @Test
    void aTrustedPrefixComesFirst() {
        assertThat(path(Optional.empty(), "/api", proxy(true, true), "/shop")).isEqualTo("/shop/api");
        assertThat(path(Optional.empty(), "/api", proxy(true, true), "/shop/")).isEqualTo("/shop/api");
        assertThat(path(Optional.empty(), "/", proxy(true, true), "/shop/eu")).isEqualTo("/shop/eu");
        assertThat(path(Optional.empty(), "/api", proxy(true, true), null)).isEqualTo("/api");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/", "shop", "/shop; Domain=example.org", "/shop\r\nSet-Cookie: a=b", "//", "/a b",
            "/shop,/other" })
    void aPrefixThatIsNoPathIsIgnored(String prefix) {
        assertThat(path(Optional.empty(), "/api", proxy(true, true), prefix)).isEqualTo("/api");
    }

    @Test
    void aConfiguredPathCounts() {
        assertThat(path(Optional.of("/shop/api"), "/api", proxy(true, true), "/other")).isEqualTo("/shop/api");
    }

    private static String path(Optional<String> configured, String rootPath, ProxyConfig proxy, String prefix) {
        return CookiePath.of(configured, rootPath, proxy).of(Exchange.begin().with(PREFIX, prefix).request());
    }

    private static ProxyConfig proxy(boolean trusts, boolean prefix) {
        return Exchange.stub(ProxyConfig.class, name -> switch (name) {
            case "proxyAddressForwarding" -> trusts;
            case "enableForwardedPrefix" -> prefix;
            case "forwardedPrefixHeader" -> PREFIX;
            default -> throw new IllegalStateException(name);
        });
    }
}
