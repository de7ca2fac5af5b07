package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** Where the replica should be, something takes connections and says nothing: worse than a refusal, for it takes time. */
@QuarkusTest
@TestProfile(SilentAtStartTest.SomethingSilent.class)
@QuarkusTestResource(value = ClusterResource.class, restrictToAnnotatedClass = true)
class SilentAtStartTest {

    @Test
    void noReadWaitsForTheReplica() {
        long start = System.nanoTime();

        assertThat(Application.read()).isEqualTo("primary NO_USABLE_REPLICA");
        assertThat(Application.readiness()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).as("far below the acquisition timeout of 60 s")
                .isLessThan(Duration.ofSeconds(20));
    }

    public static class SomethingSilent implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.replica.jdbc.acquisition-timeout", "60s",
                    "%test.quarkus.datasource.replica.jdbc.url", "jdbc:postgresql://127.0.0.1:" + silentPort() + "/app");
        }

        /** The kernel accepts connections for it, but no process ever answers. It lives as long as the JVM. */
        private static int silentPort() {
            try {
                return new ServerSocket(0, 50, InetAddress.getLoopbackAddress()).getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
