package io.quarkiverse.replicated.it.consistency;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.replicated.it.harness.Application;

/** What the application says of its servers, in its readiness check. */
record Servers(int status, String health) {

    private static final List<String> REPLICAS = List.of("replica", "replica-2", "replica-3");
    // Not shared with the clients, whose requests may hang.
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Servers of(Application application) throws Exception {
        URI address = application.address().resolve("/q/health/ready");
        var response = HTTP.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).build(),
                BodyHandlers.ofString());
        return new Servers(response.statusCode(), response.body());
    }

    String describe(String server) {
        Matcher matcher = Pattern.compile("\"" + server + "\": \"([^\"]*)\"").matcher(health);
        return matcher.find() ? matcher.group(1) : "";
    }

    boolean isUsable(String replica) {
        return describe(replica).startsWith("usable");
    }

    boolean primaryWrites() {
        return describe("master").equals("accepts writes");
    }

    long usableReplicas() {
        return REPLICAS.stream().filter(this::isUsable).count();
    }

    boolean noReplicaIsUsable() {
        return usableReplicas() == 0;
    }

    boolean areAllWell() {
        return primaryWrites() && usableReplicas() == REPLICAS.size();
    }
}
