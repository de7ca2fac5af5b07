package io.quarkiverse.replicated.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuideTest {

    private static final Path PAGES = Path.of("../docs/modules/ROOT/pages");

    @ParameterizedTest
    @EnumSource(Guide.class)
    void everyMessageLinksToASectionThatIsThere(Guide section) throws IOException {
        Path page = PAGES.resolve(section.page() + ".adoc");

        assertThat(page).exists();
        assertThat(Files.readString(page)).contains("[#" + section.section() + "]\n");
    }

    @Test
    void aSectionIsALinkInAMessage() {
        assertThat(Guide.TRANSACTIONS)
                .hasToString("See https://docs.quarkiverse.io/quarkus-replicated/dev/routing.html#transactions");
    }
}
