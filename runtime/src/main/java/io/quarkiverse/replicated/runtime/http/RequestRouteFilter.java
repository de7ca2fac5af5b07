package io.quarkiverse.replicated.runtime.http;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.Consistency;
import io.quarkiverse.replicated.runtime.checkout.RoutedConnections;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig;
import io.quarkiverse.replicated.runtime.devui.Decision;
import io.quarkiverse.replicated.runtime.devui.Decisions;
import io.quarkiverse.replicated.runtime.observability.RouteText;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.VertxHttpBuildTimeConfig;
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

    private static final String ROUTE_HEADER = "Replicated-Route";

    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "its HTTP method", true);
    private static final RouteIntent WRITE = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "its HTTP method", false);

    private final ReplicatedRuntimeConfig config;
    private final String rootPath;
    private final InjectableInstance<RoutedConnections> connections;
    private final Decisions decisions;
    private final boolean tells;
    private final Set<HttpMethod> readOnly;
    // Made with the first request: the datasources do not exist when the router of HTTP is built.
    private volatile Requests requests;

    public RequestRouteFilter(ReplicatedRuntimeConfig config, VertxHttpBuildTimeConfig http,
            Instance<RoutedConnections> connections, Instance<Decisions> decisions) {
        this.config = config;
        this.rootPath = http.rootPath();
        this.connections = (InjectableInstance<RoutedConnections>) connections;
        this.decisions = decisions.isResolvable() ? decisions.get() : null;
        this.tells = config.debugHeader().orElse(LaunchMode.current() == LaunchMode.DEVELOPMENT);
        this.readOnly = !config.autoReadOnReplica() ? Set.of()
                : config.readOnlyMethods().stream()
                        .map(name -> HttpMethod.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    void register(@Observes Filters filters) {
        filters.register(this::route, BEFORE_EVERYTHING);
    }

    private void route(RoutingContext request) {
        Requests known = requests;
        if (known == null) {
            if (!connections.getHandle().getBean().isActive()) {
                request.next(); // The primary has no URL: whoever wants a connection is told so, all others are served.
                return;
            }
            known = requests();
            requests = known;
        }
        boolean reads = readOnly.contains(request.request().method());
        if (CurrentRequest.get() instanceof HttpRequestRoute before && before.isOf(request)) {
            before.rerouted(reads ? READ : WRITE);
            tellOf(before, request);
            request.next();
            return;
        }
        HttpRequestRoute route = new HttpRequestRoute(reads ? READ : WRITE, known.consistency.commits(), request,
                known.exchange);
        if (!reads) {
            route.mayWrite();
        }
        tellOf(route, request);
        if (decisions != null) {
            request.addEndHandler(ended -> note(route, request));
        }
        CurrentRequest.set(route);
        request.next();
    }

    private void tellOf(RequestRoute route, RoutingContext request) {
        if (tells) {
            request.addHeadersEndHandler(headersEnd -> {
                if (!route.routes().isEmpty()) {
                    request.response().putHeader(ROUTE_HEADER, RouteText.of(route.routes(), route.waitedNanos()));
                }
            });
        }
    }

    private void note(RequestRoute route, RoutingContext request) {
        if (!route.routes().isEmpty()) {
            decisions.add(Decision.of(route, request.response().getStatusCode()));
        }
    }

    private Requests requests() {
        Consistency consistency = connections.get().consistency();
        ConsistencyConfig settings = config.consistency();
        String header = settings.header().filter(it -> !it.isBlank()).orElse(null);
        PositionCookies cookies = settings.cookie().enabled()
                ? new PositionCookies(settings.cookie(), rootPath, consistency.cookieLife())
                : null;
        boolean carried = consistency.mode() != Mode.NONE && (header != null || cookies != null);
        return new Requests(consistency, carried ? new PositionExchange(consistency.tokens(), cookies, header) : null);
    }

    private record Requests(Consistency consistency, PositionExchange exchange) {
    }
}
