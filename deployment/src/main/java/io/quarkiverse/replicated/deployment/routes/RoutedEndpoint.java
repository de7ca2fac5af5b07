package io.quarkiverse.replicated.deployment.routes;

import io.quarkiverse.replicated.Route.Target;

/**
 * One line of the route table.
 *
 * @param httpMethod {@code *} where a locator decides
 * @param path as clients see it, with the templates of its parameters
 * @param endpoint class and method
 * @param target where it goes, or {@code null} where only the sub-resource that a locator returns can tell
 * @param rule the rule that decided, for people
 */
public record RoutedEndpoint(String httpMethod, String path, String endpoint, Target target, String rule) {

    /** The target, for people. */
    public String goesTo() {
        return target == null ? "by the locator" : target == Target.PRIMARY ? "primary" : "replica";
    }
}
