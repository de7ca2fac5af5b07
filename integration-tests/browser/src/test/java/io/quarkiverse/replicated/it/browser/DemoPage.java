package io.quarkiverse.replicated.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/** What one can do on the demo's page, in the words of the page. What takes effect in time is waited for. */
record DemoPage(Page page) {

    /** The visitor in front of the page. */
    static final String YOU = "You";

    void press(String button) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true)).click();
    }

    void hold() {
        press("Hold its replay");
        assertThat(page.locator("#replay")).hasText("replay held");
    }

    void release() {
        press("Release its replay");
        assertThat(page.locator("#replay")).hasText("replay running");
    }

    void writeThenRead(String text) {
        page.getByLabel("New message").fill(text);
        press("Write, then read at once");
    }

    /** Simulated visitors come, or stop to come. */
    void toggleVisitors() {
        page.getByRole(AriaRole.SWITCH).click();
    }

    /** The newest of your last answers. */
    Locator lastAnswer() {
        return page.locator("#answers li").first();
    }

    Locator messages() {
        return page.locator("#messages li");
    }

    Locator usable() {
        return page.locator("#usable");
    }

    /**
     * The marks in the stream, the oldest first.
     *
     * @param who the name of the lane
     * @param look their classes, as a part of a selector: {@code .replica.read}
     */
    Locator marks(String who, String look) {
        return page.locator("#stream .mark[data-who='" + who + "']" + look);
    }

    /** Waits until there are so many of these marks at least. */
    void awaitMarks(int number, String who, String look) {
        assertThat(marks(who, look).nth(number - 1)).isAttached();
    }

    /** @return such as {@code rgb(0, 0, 255)} */
    static String colour(Locator shape) {
        return (String) shape.evaluate("it => getComputedStyle(it).fill");
    }

    /** Waits until the line ends that high above its ground, in parts of the height of {@code max-lag}. */
    void awaitPlot(String comparison, double height) {
        page.waitForFunction("""
                () => {
                    const y = (of, name) => Number(document.querySelector(`#plot ${of}`)?.getAttribute(name));
                    const ground = y('line.grid', 'y1');
                    return (ground - y('.now', 'cy')) / (ground - y('line.limit', 'y1')) %s %s;
                }""".formatted(comparison, height));
    }
}
