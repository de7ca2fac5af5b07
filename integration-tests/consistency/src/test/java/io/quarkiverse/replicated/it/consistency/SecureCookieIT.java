package io.quarkiverse.replicated.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** The attributes of the cookie on HTTPS and with settings of its own, and the carriers switched off. */
class SecureCookieIT {

    private static final String PASSWORD = "a password of the test";

    @TempDir
    Path directory;

    @Test
    void onHttpsTheCookieIsSecure() throws Exception {
        Path keys = directory.resolve("keys.p12");
        assertThat(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-alias", "test", "-keyalg", "RSA", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1", "-keystore",
                keys.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD).start().waitFor()).isZero();
        try (PostgresCluster cluster = DocumentStore.startCluster(1);
                Application application = DocumentApplication.start(cluster, Map.of(
                        "quarkus.http.ssl.certificate.key-store-file", keys.toString(),
                        "quarkus.http.ssl.certificate.key-store-password", PASSWORD,
                        "quarkus.http.ssl-port", "0",
                        "quarkus.replicated.consistency.cookie.name", "shop",
                        "quarkus.replicated.consistency.cookie.same-site", "strict",
                        "quarkus.replicated.consistency.header", ""))) {
            assertThat(application.address().getScheme()).isEqualTo("https");

            HttpResponse<String> written = HttpClient.newBuilder().sslContext(trusting(keys)).build()
                    .send(HttpRequest.newBuilder(application.address().resolve("/documents/1?version=1"))
                            .POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());

            assertThat(written.headers().allValues("Set-Cookie")).singleElement().asString()
                    .matches("shop-[\\w-]+=[\\w-]+; Max-Age=60; .*Path=/; Secure; HTTPOnly; SameSite=Strict");
            assertThat(written.headers().map()).doesNotContainKey("replicated-position");
        }
    }

    @Test
    void theHeaderIsEnoughForClientsWithoutCookies() {
        try (PostgresCluster cluster = DocumentStore.startCluster(1);
                Application application = DocumentApplication.start(cluster,
                        Map.of("quarkus.replicated.consistency.cookie.enabled", "false",
                                "quarkus.replicated.consistency.header", "X-Seen"))) {
            cluster.replica(0).pauseReplay();
            HttpResponse<String> written = new Client().post(application, "/documents/1?version=1");
            assertThat(written.headers().map()).doesNotContainKeys("set-cookie", "replicated-position");

            String answer = new Client().send(application, "GET", "/documents/1", "",
                    Map.of("X-Seen", written.headers().firstValue("X-Seen").orElseThrow())).body();

            assertThat(answer).startsWith("1 primary");
        }
    }

    private static SSLContext trusting(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        // A trust store may not hold private keys.
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", store.getCertificate("test"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
