package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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

    /** A read that waited for the replica would wait for an hour, so that an answer proves that the read did not wait. */
    @Test
    void noReadWaitsForTheReplica() throws Exception {
        assertThat(answer(Application::read)).isEqualTo("primary NO_USABLE_REPLICA");
        assertThat(answer(Application::readiness)).isEqualTo(200);
    }

    private static <T> T answer(Supplier<T> request) throws Exception {
        return CompletableFuture.supplyAsync(request).get(Application.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    public static class SomethingSilent implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.datasource.replica.jdbc.acquisition-timeout", "1h",
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
