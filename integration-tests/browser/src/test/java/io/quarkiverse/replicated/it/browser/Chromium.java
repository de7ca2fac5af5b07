package io.quarkiverse.replicated.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/**
 * A headless browser for the tests of a class. Whatever a page logs as an error, or throws, fails the test; of a test that
 * fails, all pages are photographed into {@code target/failures}. Only for the thread that runs the tests, as Playwright wants
 * it. Register it in a static field:
 *
 * <pre>
 * &#64;RegisterExtension
 * static final Chromium chromium = new Chromium();
 * </pre>
 */
public final class Chromium implements BeforeAllCallback, AfterTestExecutionCallback, AfterEachCallback, AfterAllCallback {

    /** For whatever a page is waited for: many times what it takes, on a busy machine too. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Page> pages = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium()
                .launch(new LaunchOptions().setExecutablePath(Path.of(System.getProperty("browser"))));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    }

    /** A page in a window that shares nothing with the others, cookies least of all. It is closed after the test. */
    public Page open(URI address) {
        return open(address, new NewContextOptions());
    }

    /** @param options the size of the window, dark or light, and so on */
    public Page open(URI address, NewContextOptions options) {
        BrowserContext window = browser.newContext(options);
        window.setDefaultTimeout(PATIENCE.toMillis());
        Page page = window.newPage();
        pages.add(page);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " (" + message.location() + ")");
            }
        });
        page.onPageError(errors::add);
        page.navigate(address.toString());
        return page;
    }

    /** Before the methods that run after each test: what those stop would be missed by the pages. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        boolean hasFailed = context.getExecutionException().isPresent();
        if (!hasFailed) {
            pages.forEach(page -> page.evaluate("0")); // What they have said so far arrives before the answer.
        }
        if (hasFailed || !errors.isEmpty()) {
            photograph(context);
        }
        if (!hasFailed) {
            assertThat(errors).as("errors on the pages").isEmpty();
        }
    }

    private void photograph(ExtensionContext context) {
        for (int i = 0; i < pages.size(); i++) {
            String name = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
            Path path = Path.of(System.getProperty("browser.failures"), name + "-" + (i + 1) + ".png");
            pages.get(i).screenshot(new ScreenshotOptions().setPath(path).setFullPage(true));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        pages.forEach(page -> page.context().close());
        pages.clear();
        errors.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        playwright.close();
    }
}
