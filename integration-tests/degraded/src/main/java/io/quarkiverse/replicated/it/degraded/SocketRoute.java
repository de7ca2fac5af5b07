package io.quarkiverse.replicated.it.degraded;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.UseReplica;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Each message over the WebSocket names what to do, and is answered with the result. */
@Singleton
public class SocketRoute {

    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @Inject
    Vertx vertx;

    @Inject
    WhereResource where;

    @Inject
    VisitsResource visits;

    @Inject
    Counter counter;

    @Inject
    Replication replication;

    void register(@Observes Router router) {
        router.get("/socket").handler(this::upgrade);
        router.get("/no-socket").blockingHandler(it -> it.end(call("where")));
    }

    private void upgrade(RoutingContext context) {
        context.request().toWebSocket().onSuccess(socket -> socket.textMessageHandler(message -> answer(socket, message)));
    }

    private void answer(ServerWebSocket socket, String message) {
        vertx.executeBlocking(() -> call(message)).onComplete(it -> socket.writeTextMessage(
                it.succeeded() ? it.result() : it.cause().toString()));
    }

    private String call(String message) {
        try {
            return switch (message) {
                case "where" -> where.answer();
                case "write" -> visits.post();
                // The thread works for no request.
                case "write elsewhere" -> threads.submit(visits::post).get();
                case "count on a replica" -> counter.countOnReplica();
                case "position" -> replication.position().isPresent() ? "a position" : "no position";
                default -> "unknown: " + message;
            };
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /** Where an annotation decides. */
    @Singleton
    public static class Counter {

        @Inject
        VisitsResource visits;

        @UseReplica(readYourWrites = true)
        public String countOnReplica() throws SQLException {
            return visits.count();
        }
    }
}
