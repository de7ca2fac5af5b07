package io.quarkiverse.replicated.benchmarks;

import java.net.http.HttpResponse;
import java.time.Duration;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/**
 * Sees to it, before anything is timed, that an application does what it is measured for: a figure of the wrong server is none.
 */
public final class Routing {

    private static final int TIMES = 20;

    private Routing() {
    }

    /**
     * @throws IllegalStateException if a GET is not answered by the server of its build, or a POST did not reach the primary
     */
    public static void check(Build build, Application application, Access access, PostgresCluster cluster) {
        for (int id = 1; id <= TIMES; id++) {
            String path = access.path() + id;
            long version = version(cluster, id) + 1;
            expect(build, new Client().post(application, path + "?version=" + version), 204, "");
            if (version(cluster, id) != version) {
                throw new IllegalStateException(build + " answered a POST, and the primary does not have what was written");
            }
            cluster.awaitCaughtUp(Duration.ofSeconds(10));
            expect(build, new Client().get(application, path), 200, version + " " + build.reader());
        }
    }

    private static void expect(Build build, HttpResponse<String> response, int status, String body) {
        if (response.statusCode() != status || !response.body().equals(body)) {
            throw new IllegalStateException(build + " answered " + response.request().method() + " "
                    + response.request().uri().getPath() + " with " + response.statusCode() + " \"" + response.body()
                    + "\", expected " + status + " \"" + body + "\"");
        }
    }

    private static long version(PostgresCluster cluster, long id) {
        return Long.parseLong(DocumentStore.query(cluster, "SELECT version FROM document WHERE id = " + id));
    }
}
