package io.quarkiverse.replicated.it.consistency;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** A route that writes, and then has the router answer a GET of the document in its place. */
@Singleton
public class ReroutingRoute {

    @Inject
    Writer writer;

    void register(@Observes Router router) {
        router.post("/rerouted/:id").blockingHandler(this::writeAndShow);
    }

    private void writeAndShow(RoutingContext request) {
        String id = request.pathParam("id");
        writer.write(Long.parseLong(id), Long.parseLong(request.request().getParam("version")));
        request.reroute(HttpMethod.GET, "/documents/" + id);
    }
}
