package io.quarkiverse.replicated.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;

/**
 * Makes the README's pictures, {@code demo.png} and {@code demo-dark.png}, and shows how the page looks on a phone, for a
 * developer of the page: the replica is in time, held until it is left out, and released. {@code demo/take-pictures} runs this
 * alone,
 * lets it take the whole minute that the page shows, and puts the two where the README has them.
 */
class PicturesIT {

    @RegisterExtension
    static final Demo demo = new Demo(Map.of());

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    /** How often the visitor who writes comes before the replica is held, and after it was released. */
    private static final int VISITS = Integer.getInteger("pictures.visits");

    private static final Path README = Path.of(System.getProperty("pictures"));
    private static final Path LOOK = Path.of(System.getProperty("pictures.look"));

    @Test
    void theWholeStory() {
        Page page = chromium.open(demo.address(),
                new NewContextOptions().setViewportSize(1100, 1002).setDeviceScaleFactor(1.5));
        DemoPage story = new DemoPage(page);
        story.awaitMarks(1, DemoPage.YOU, ".read:not(.old)"); // Nothing was written, so an empty board is up to date.
        story.toggleVisitors();
        story.awaitMarks(VISITS / 2, "Writer", ".write");
        story.writeThenRead("Hello");
        story.awaitMarks(VISITS, "Writer", ".write");
        story.hold();
        story.awaitMarks(2, "Writer", ".write ~ .primary.read:not(.spare)");
        story.writeThenRead("Written while the replica stands still");
        assertThat(story.usable()).hasText("left out");
        story.awaitMarks(8, "Reader 1", ".spare");
        story.release();
        assertThat(story.usable()).hasText("usable");
        story.awaitMarks(story.marks("Writer", ".write").count() + VISITS, "Writer", ".write");

        photograph(page, README.resolve("demo.png"), ColorScheme.LIGHT, false);
        photograph(page, README.resolve("demo-dark.png"), ColorScheme.DARK, false);
        photograph(page, LOOK.resolve("whole.png"), ColorScheme.LIGHT, true);
        page.setViewportSize(390, 1250);
        assertThat(page.locator("#plot")).hasCSS("width", "332px");
        photograph(page, LOOK.resolve("phone.png"), ColorScheme.LIGHT, false);
        photograph(page, LOOK.resolve("phone-dark.png"), ColorScheme.DARK, false);
    }

    private static void photograph(Page page, Path path, ColorScheme scheme, boolean whole) {
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
        page.screenshot(new ScreenshotOptions().setPath(path).setFullPage(whole));
    }
}
