package io.quarkiverse.replicated.deployment.routes;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.replicated.Route.Target;

/**
 * Where a request goes by its HTTP method alone. Both settings can change when the application starts. The build uses the
 * values that they have where it runs.
 */
record HttpMethodRule(Set<String> readOnly, boolean autoReadOnReplica) {

    static final String NAME = "HTTP method";

    private static final String READ_ONLY_METHODS = "quarkus.replicated.read-only-methods";
    private static final String AUTO_READ_ON_REPLICA = "quarkus.replicated.auto-read-on-replica";

    static HttpMethodRule of(Config settings) {
        Set<String> readOnly = new TreeSet<>();
        settings.getOptionalValues(READ_ONLY_METHODS, String.class).orElse(List.of("GET", "HEAD"))
                .forEach(it -> readOnly.add(it.strip().toUpperCase(Locale.ROOT)));
        return new HttpMethodRule(readOnly, settings.getOptionalValue(AUTO_READ_ON_REPLICA, Boolean.class).orElse(true));
    }

    Target target(String httpMethod) {
        return autoReadOnReplica && readOnly.contains(httpMethod) ? Target.REPLICA : Target.PRIMARY;
    }

    /** The settings that the table holds for. */
    String settings() {
        return READ_ONLY_METHODS + "=" + String.join(",", readOnly) + " and " + AUTO_READ_ON_REPLICA + "=" + autoReadOnReplica;
    }
}
