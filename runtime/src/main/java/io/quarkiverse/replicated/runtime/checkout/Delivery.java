package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;

import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.server.Placement;

/** The last step of every checkout: the transaction and the request remember the connection, and listeners hear of it. */
public record Delivery(TransactionRoute transaction, RouteListener listener) {

    /** @param beginsTransaction it is the first one of an open transaction, which stays on its server */
    public Connection of(Connection connection, Placement placement, Request request, boolean beginsTransaction) {
        if (beginsTransaction) {
            transaction.set(placement);
        }
        request.trace().addRoute(placement);
        listener.routed(placement, request);
        return connection;
    }
}
