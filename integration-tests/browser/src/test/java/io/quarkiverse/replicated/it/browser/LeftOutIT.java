package io.quarkiverse.replicated.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.quarkiverse.replicated.it.browser.DemoPage.YOU;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The replica is too late, or dead. */
class LeftOutIT {

    @RegisterExtension
    static final Demo demo = new Demo(Map.of("quarkus.replicated.max-lag", "2s"));

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    private final DemoPage page = new DemoPage(chromium.open(demo.address()));

    @Test
    void readsGoToThePrimaryWhileTheReplicaIsTooLate() {
        assertThat(page.page().locator("#max-lag")).hasText("2 seconds");
        page.toggleVisitors();
        page.awaitMarks(1, "Reader 1", ".replica.read");

        page.hold();

        assertThat(page.usable()).hasText("left out");
        assertThat(page.page().locator("#why-not")).containsText("Reads go to the primary");
        page.awaitMarks(2, "Reader 1", ".primary.spare");
        page.awaitPlot(">", 1);
        assertThat(page.page().locator("#plot .band.out")).hasCount(1);
        page.press("Read");
        assertThat(page.lastAnswer()).containsText("NO_USABLE_REPLICA");

        page.release();

        assertThat(page.usable()).hasText("usable");
        page.awaitPlot("<", 0.5);
        page.press("Read");
        assertThat(page.lastAnswer()).containsText("Replica, port");
    }

    @Test
    void theReplicaIsDead() {
        page.awaitMarks(1, YOU, ".replica");

        demo.replica().kill();

        assertThat(page.usable()).hasText("left out");
        assertThat(page.page().locator("#replay")).hasText("no answer");
        page.awaitPlot(">", 1);
        page.press("Read");
        assertThat(page.lastAnswer()).containsText("NO_USABLE_REPLICA");

        demo.replica().start();

        assertThat(page.usable()).hasText("usable");
        assertThat(page.page().locator("#replay")).hasText("replay running");
        page.press("Read");
        assertThat(page.lastAnswer()).containsText("Replica, port");
    }
}
