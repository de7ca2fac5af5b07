package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;

import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.server.Placement;

/** The last step of every checkout: it records the connection in the transaction and the request, and informs the listeners. */
public record Delivery(TransactionRoute transaction, RouteListener listener) {

    /** @param beginsTransaction whether the connection is the first one of an open transaction, which stays on its server */
    public Connection of(Connection connection, Placement placement, Request request, boolean beginsTransaction) {
        if (beginsTransaction) {
            transaction.set(placement);
        }
        request.trace().addRoute(placement);
        listener.routed(placement, request);
        return connection;
    }
}
