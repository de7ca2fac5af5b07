package io.quarkiverse.replicated.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.quarkiverse.replicated.it.browser.DemoPage.YOU;
import static io.quarkiverse.replicated.it.browser.DemoPage.colour;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;

/** The replica is in time, or late, but never by so much that it is left out. */
class DemoPageIT {

    @RegisterExtension
    static final Demo demo = new Demo(Map.of("quarkus.replicated.max-lag", "40s"));

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Test
    void showsBothServersAndAsksForMessages() {
        DemoPage page = new DemoPage(chromium.open(demo.address()));

        assertThat(page.page().locator("#primary .port")).hasText("Port " + demo.primary().port() + ", datasource ‘master’");
        assertThat(page.page().locator("#replica .port")).hasText("Port " + demo.replica().port() + ", datasource ‘replica’");
        assertThat(page.usable()).hasText("usable");
        assertThat(page.page().locator("#replay")).hasText("replay running");
        assertThat(page.lastAnswer()).containsText("HTTP_METHOD");
        page.awaitPlot("<", 0.1);
    }

    @Test
    void whoWroteIsAnsweredByThePrimaryWhileReplayIsHeldAndOthersByTheReplica() {
        DemoPage own = new DemoPage(chromium.open(demo.address()));
        DemoPage others = new DemoPage(chromium.open(demo.address()));
        own.hold();

        own.writeThenRead("Only the primary has this");

        assertThat(own.lastAnswer()).containsText("The new message was there.");
        assertThat(own.lastAnswer()).containsText("Primary, port " + demo.primary().port());
        assertThat(own.lastAnswer()).containsText("POSITION_NOT_REACHED");
        assertThat(own.messages().first()).containsText("Only the primary has this");
        others.press("Read");
        others.awaitMarks(2, YOU, ".replica");
        assertThat(others.lastAnswer()).containsText("Replica, port " + demo.replica().port());
        assertThat(others.page().locator("#messages")).not().containsText("Only the primary has this");

        own.release();
        demo.replica().awaitReplay(demo.primary().flushPosition(), Chromium.PATIENCE);

        others.press("Read");
        assertThat(others.messages().first()).containsText("Only the primary has this");
        assertThat(others.lastAnswer()).containsText("Replica, port " + demo.replica().port());
    }

    @Test
    void aReplicaThatWasWaitedForKeepsItsName() {
        DemoPage page = new DemoPage(chromium.open(demo.address()));
        demo.replica().applyDelay(Duration.ofMillis(40));

        int reads = 1;
        do {
            page.writeThenRead("Soon on the replica");
            page.awaitMarks(++reads, YOU, ".read");
        } while (!page.lastAnswer().textContent().contains("was waited for until it did"));

        assertThat(page.page().locator("#replica .port")).hasText("Port " + demo.replica().port() + ", datasource ‘replica’");
    }

    @Test
    void searchOpenAndReadFromThePrimarySayWhy() {
        DemoPage page = new DemoPage(chromium.open(demo.address()));
        page.writeThenRead("Hello there");
        assertThat(page.messages().first()).containsText("Hello there");

        page.messages().first().getByRole(AriaRole.BUTTON).click();
        assertThat(page.lastAnswer()).containsText("@ChangesDatabase on the endpoint. ANNOTATION");
        assertThat(page.messages().first()).containsText("Open (views: 1)");
        page.press("Read from the primary");
        assertThat(page.lastAnswer()).containsText("PROGRAMMATIC");
        assertThat(page.page().locator("#messages-of")).hasText("Messages, as the primary has them");
        page.press("Search (a POST)");
        assertThat(page.lastAnswer()).containsText("@UseReplica on the endpoint. ANNOTATION");
        assertThat(page.page().locator("#messages-of")).hasText("Found, as the replica has them");
    }

    @Test
    void visitorsShowThatOnlyOthersReadOldDataAndTheLagGrowsUntilRelease() {
        DemoPage page = new DemoPage(chromium.open(demo.address()));
        page.toggleVisitors();
        page.awaitMarks(2, "Writer", ".primary.write");
        page.awaitMarks(2, "Reader 1", ".replica.read:not(.old)");
        page.awaitPlot("<", 0.05);

        page.hold();

        page.awaitMarks(2, "Writer", ".primary.read:not(.spare)");
        page.awaitMarks(2, "Reader 1", ".replica.old");
        page.awaitMarks(2, "Reader 3", ".replica.old");
        page.awaitPlot(">", 0.1);
        assertThat(page.page().locator("#plot .band.held")).hasCount(1);
        assertThat(page.marks("Writer", ".old")).hasCount(0);

        page.release();

        page.awaitPlot("<", 0.05);
        assertThat(page.page().locator("#plot .band.out")).hasCount(0);
    }

    @Test
    void visitorsStop() {
        Page page = chromium.open(demo.address());
        DemoPage demoPage = new DemoPage(page);
        demoPage.toggleVisitors();
        demoPage.awaitMarks(1, "Reader 2", ".replica");
        demoPage.toggleVisitors();
        page.waitForResponse(it -> it.url().endsWith("/servers"), () -> {
        });
        AtomicInteger visits = new AtomicInteger();
        page.onRequest(it -> visits.addAndGet(it.url().endsWith("/messages") ? 1 : 0));

        // Asked every quarter of a second, while a reader would come twice a second.
        AtomicInteger polls = new AtomicInteger();
        page.waitForResponse((Response it) -> it.url().endsWith("/servers") && polls.incrementAndGet() == 12, () -> {
        });

        assertThat(visits.get()).isLessThanOrEqualTo(1); // The read of a writer that had just written.
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LIGHT | rgb(36, 81, 196)   | rgb(13, 114, 96)  | rgb(240, 140, 26) | rgb(244, 245, 247)
            DARK  | rgb(143, 177, 255) | rgb(95, 214, 189) | rgb(255, 154, 60) | rgb(18, 22, 29)
            """)
    void marksHaveTheColourOfWhoAnswered(ColorScheme scheme, String primary, String replica, String old, String background) {
        DemoPage page = new DemoPage(chromium.open(demo.address(), new NewContextOptions().setColorScheme(scheme)));
        page.hold();
        page.toggleVisitors();

        page.awaitMarks(1, YOU, ".read");
        page.awaitMarks(1, "Reader 1", ".old");
        page.awaitMarks(1, "Writer", ".read");

        assertThat(colour(page.marks(YOU, ".read rect").first())).isEqualTo(replica);
        assertThat(colour(page.marks("Reader 1", ".old rect").first())).isEqualTo(replica);
        assertThat(colour(page.marks("Reader 1", ".old .tip").first())).isEqualTo(old);
        assertThat(colour(page.marks("Writer", ".write path").first())).isEqualTo(primary);
        assertThat(colour(page.marks("Writer", ".read rect").first())).isEqualTo(primary);
        assertThat(page.page().locator("body")).hasCSS("background-color", background);
    }

    @Test
    void theReasonOfAMarkIsSaidWhenItIsPointedAtOrReachedByKey() {
        DemoPage page = new DemoPage(chromium.open(demo.address()));
        page.awaitMarks(1, YOU, ".replica");
        String read = "You: GET /messages → replica (port " + demo.replica().port() + "), HTTP_METHOD.";

        BoundingBox mark = page.marks(YOU, ".replica").boundingBox(); // It moves on, but is within reach for a second.
        page.page().mouse().move(mark.x + mark.width / 2, mark.y + mark.height / 2);
        assertThat(page.page().locator("#readout")).containsText(read);

        page.press("Write");
        page.awaitMarks(1, YOU, ".write");
        page.page().locator("#stream").focus();
        page.page().keyboard().press("ArrowRight");
        assertThat(page.page().locator("#readout")).containsText("You: POST /messages → primary");
        page.page().keyboard().press("ArrowLeft");
        assertThat(page.page().locator("#readout")).containsText(read);
    }

    @ParameterizedTest
    @ValueSource(ints = { 320, 390, 768, 1440 })
    void nothingIsWiderThanTheScreen(int width) {
        Page page = chromium.open(demo.address(), new NewContextOptions().setViewportSize(width, 800));
        assertThat(page.locator("#stream .mark").first()).isAttached();

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    }
}
