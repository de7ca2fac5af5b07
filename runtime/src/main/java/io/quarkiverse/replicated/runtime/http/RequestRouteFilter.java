package io.quarkiverse.replicated.runtime.http;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.RoutedGroup;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.devui.DecisionView;
import io.quarkiverse.replicated.runtime.devui.Decisions;
import io.quarkiverse.replicated.runtime.observability.RouteText;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.Trace;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.VertxHttpBuildTimeConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Gives every HTTP request the route of its method. It runs before everything else, including authentication, so that all code
 * which serves the request finds a route: REST, reactive routes, identity look-ups.
 */
@Singleton
public final class RequestRouteFilter {

    private static final int BEFORE_EVERYTHING = 10_000;

    private static final String ROUTE_HEADER = "Replicated-Route";

    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "its HTTP method", true);
    private static final RouteIntent WRITE = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "its HTTP method", false);

    private final ReplicatedRuntimeConfig config;
    private final CookiePath cookiePath;
    private final InjectableInstance<RoutedGroup> routed;
    // null outside of dev mode
    private final Decisions decisions;
    private final boolean showsRoute;
    private final Set<HttpMethod> readOnly;
    private final Clock clock = Clock.SYSTEM;
    // Created with the first request, because the datasources do not exist yet when the HTTP router is built.
    private volatile HttpGroup group;

    public RequestRouteFilter(ReplicatedRuntimeConfig config, VertxHttpBuildTimeConfig http, VertxHttpConfig runtime,
            Instance<RoutedGroup> routed, Instance<Decisions> decisions) {
        this.config = config;
        this.cookiePath = CookiePath.of(config.consistency().cookie().path(), http.rootPath(), runtime.proxy());
        this.routed = (InjectableInstance<RoutedGroup>) routed;
        this.decisions = decisions.isResolvable() ? decisions.get() : null;
        this.showsRoute = config.debugHeader().orElse(LaunchMode.current() == LaunchMode.DEVELOPMENT);
        this.readOnly = !config.autoReadOnReplica() ? Set.of()
                : config.readOnlyMethods().stream()
                        .map(name -> HttpMethod.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    void register(@Observes Filters filters) {
        filters.register(this::route, BEFORE_EVERYTHING);
    }

    private void route(RoutingContext context) {
        HttpGroup known = group;
        if (known == null) {
            if (!routed.getHandle().getBean().isActive()) {
                context.next(); // The primary has no URL. Code that wants a connection fails; other requests are served.
                return;
            }
            known = HttpGroup.of(routed.get(), config.consistency(), cookiePath);
            group = known;
        }
        RouteIntent method = readOnly.contains(context.request().method()) ? READ : WRITE;
        if (CurrentRequest.get() instanceof HttpRequest before && before.isOf(context)) {
            before.restart(method);
            show(before, context);
        } else {
            HttpRequest request = HttpRequest.of(method, context, known);
            show(request, context);
            noteDecisions(request, context);
            CurrentRequest.set(request);
        }
        context.next();
    }

    private void show(Request request, RoutingContext context) {
        if (showsRoute) {
            Trace trace = request.trace();
            context.addHeadersEndHandler(headersEnd -> {
                if (trace.hasRoutes()) {
                    context.response().putHeader(ROUTE_HEADER, RouteText.of(trace.routes(), trace.waitedNanos()));
                }
            });
        }
    }

    /** Records the request for the Dev UI. */
    private void noteDecisions(Request request, RoutingContext context) {
        if (decisions != null) {
            context.addEndHandler(ended -> {
                if (request.trace().hasRoutes()) {
                    decisions.add(
                            DecisionView.of(request, Instant.ofEpochMilli(clock.millis()), context.response().getStatusCode()));
                }
            });
        }
    }
}
