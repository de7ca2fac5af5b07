package io.quarkiverse.replicated.deployment.routes;

import io.quarkiverse.replicated.Route.Target;

/**
 * One line of the route table.
 *
 * @param httpMethod the HTTP method, or {@code *} if a locator decides
 * @param path the path that clients use, with the templates of its parameters
 * @param endpoint class and method
 * @param target where it goes, or {@code null} if that depends on the sub-resource that a locator returns
 * @param rule the rule that decided, as text
 */
public record RoutedEndpoint(String httpMethod, String path, String endpoint, Target target, String rule) {

    /** The target as text. */
    public String goesTo() {
        return target == null ? "by the locator" : target == Target.PRIMARY ? "primary" : "replica";
    }
}
