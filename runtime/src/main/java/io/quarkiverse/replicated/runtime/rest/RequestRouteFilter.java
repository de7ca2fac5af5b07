package io.quarkiverse.replicated.runtime.rest;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.CurrentRequest;
import io.quarkiverse.replicated.runtime.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Gives every HTTP request the route of its method. It runs before everything else, authentication included, so that whatever
 * serves the request finds a route: REST, reactive routes, identity look-ups.
 */
@Singleton
public final class RequestRouteFilter {

    private static final int BEFORE_EVERYTHING = 10_000;

    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "its HTTP method");
    private static final RouteIntent WRITE = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "its HTTP method");

    private final Set<HttpMethod> readOnly;

    public RequestRouteFilter(ReplicatedRuntimeConfig config) {
        readOnly = !config.autoReadOnReplica() ? Set.of()
                : config.readOnlyMethods().stream()
                        .map(name -> HttpMethod.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    void register(@Observes Filters filters) {
        filters.register(this::route, BEFORE_EVERYTHING);
    }

    private void route(RoutingContext request) {
        CurrentRequest.set(new HttpRequestRoute(readOnly.contains(request.request().method()) ? READ : WRITE, request));
        request.next();
    }
}
