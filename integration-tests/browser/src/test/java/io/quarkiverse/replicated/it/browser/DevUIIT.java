package io.quarkiverse.replicated.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

import io.quarkus.test.QuarkusDevModeTest;

/** The pages of the Dev UI, on an application in dev mode with servers of Dev Services. */
class DevUIIT {

    private static final int PORT = freePort();
    private static final String ADDRESS = "http://localhost:" + PORT;

    @RegisterExtension
    static final QuarkusDevModeTest application = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClass(GuestResource.class).addAsResource(new StringAsset("""
                    quarkus.datasource.master.db-kind=postgresql
                    quarkus.datasource.replica.db-kind=postgresql
                    quarkus.replicated.max-lag=2s
                    quarkus.http.port=%d
                    """.formatted(PORT)), "application.properties"));

    @RegisterExtension
    static final Chromium chromium = new Chromium();

    @Test
    void aReplicaIsLeftOutWhenItIsHeldOrKilledAndComesBack() throws Exception {
        Page page = open("replicas");
        Locator grid = page.locator("qwc-replicated-replicas vaadin-grid");
        Locator plot = page.locator("qwc-replicated-lag-plot");
        assertThat(grid).containsText("accepts writes");
        assertThat(plot.locator("polyline.lag").first()).isAttached();

        press(page, "Hold replay");
        assertThat(button(page, "Release replay")).isEnabled();
        ask("POST", "/guests");

        assertThat(grid).containsText("more than quarkus.replicated.max-lag (2 s)");
        assertThat(plot.locator("polyline.unusable").first()).isAttached();
        assertThat(plot.locator("text.limit")).hasText("max-lag 2.0 s");

        press(page, "Release replay");
        assertThat(button(page, "Hold replay")).isEnabled();
        assertThat(grid).not().containsText("not usable");

        press(page, "Kill");
        assertThat(grid).containsText("not usable");
        press(page, "Start");
        assertThat(button(page, "Kill")).isEnabled();
        assertThat(grid).not().containsText("not usable");
    }

    @Test
    void routesAreSearchedAndChangeWithTheCode() throws Exception {
        Page page = open("routes");
        Locator grid = page.locator("qwc-replicated-routes vaadin-grid");
        assertThat(grid).containsText("GuestResource#wrong");

        page.locator("qwc-replicated-routes vaadin-text-field input").fill("/wrong");
        assertThat(page.locator("qwc-replicated-routes qui-badge[slot=suffix]")).hasText("1");
        application.modifySourceFile(GuestResource.class, it -> it.replace("    @Path(\"/wrong\")",
                "    @io.quarkiverse.replicated.ChangesDatabase @Path(\"/wrong\")"));
        ask("GET", "/guests/wrong");

        assertThat(grid).containsText("@ChangesDatabase on the method");
    }

    @Test
    void decisionsNameTheCure() throws Exception {
        ask("POST", "/guests");
        ask("GET", "/guests/wrong");

        Page page = open("decisions");

        Locator grid = page.locator("qwc-replicated-decisions vaadin-grid");
        assertThat(grid).containsText("GuestResource#wrong");
        assertThat(grid.locator(".cure").first()).containsText("put @ChangesDatabase on it");
        ask("GET", "/guests");
        assertThat(grid).containsText("GuestResource#read");
    }

    private static Page open(String name) {
        return chromium.open(URI.create(ADDRESS + "/q/dev-ui/quarkus-replicated/" + name));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    private static void press(Page page, String name) {
        button(page, name).click();
    }

    private static void ask(String method, String path) throws IOException, InterruptedException {
        // A live reload ends connections of HTTP/2.
        HttpClient.newBuilder().version(Version.HTTP_1_1).build().send(
                HttpRequest.newBuilder(URI.create(ADDRESS + path)).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.discarding());
    }

    // Dev mode takes no free port by itself that a test could ask for.
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
