package io.quarkiverse.replicated.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;

class SharedCachingTest {

    @ParameterizedTest
    @ValueSource(strings = { "public", "Public", "public, max-age=600", "max-age=600,public", "s-maxage=60", "S-MaxAge = 60",
            "max-age=0, s-maxage=600", "public, immutable, max-age=31536000", "public, private=\"Set-Cookie\"",
            "must-revalidate, public" })
    void theseLetSharedCachesStoreTheResponse(String cacheControl) {
        assertThat(SharedCaching.isAllowedBy(headers(cacheControl))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "private", "no-store", "max-age=600", "no-cache", "private, max-age=60", "immutable, max-age=60",
            "public, no-store", "private, s-maxage=60", "publication=1", "" })
    void theseDoNotSaySo(String cacheControl) {
        assertThat(SharedCaching.isAllowedBy(headers(cacheControl))).isFalse();
    }

    @Test
    void severalHeadersCountTogether() {
        assertThat(SharedCaching.isAllowedBy(headers("max-age=60").add("cache-control", "public"))).isTrue();
        assertThat(SharedCaching.isAllowedBy(headers("public").add("cache-control", "no-store"))).isFalse();
        assertThat(SharedCaching.isAllowedBy(MultiMap.caseInsensitiveMultiMap())).isFalse();
    }

    @Test
    void headersForSharedCachesAloneCount() {
        assertThat(SharedCaching.isAllowedBy(headers("private").add("CDN-Cache-Control", "max-age=60"))).isTrue();
        assertThat(SharedCaching.isAllowedBy(headers("no-cache").add("Surrogate-Control", "max-age=60"))).isTrue();
        assertThat(SharedCaching.isAllowedBy(headers("private").add("CDN-Cache-Control", "no-store"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "max-age=600 | max-age=600, private", "no-cache | no-cache, private",
            "private | private", "no-store, max-age=0 | no-store, max-age=0" })
    void aPositionKeepsTheResponseOutOfSharedCaches(String before, String after) {
        MultiMap headers = headers(before);

        SharedCaching.forbid(headers);

        assertThat(headers.getAll("Cache-Control")).containsExactly(after);
    }

    @Test
    void aResponseThatSaysNothingIsPrivate() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        SharedCaching.forbid(headers);

        assertThat(headers.getAll("Cache-Control")).containsExactly("private");
    }

    private static MultiMap headers(String cacheControl) {
        return MultiMap.caseInsensitiveMultiMap().add("Cache-Control", cacheControl);
    }
}
