package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteListener;

/** What is done with every connection before the caller gets it: the transaction, the request and whoever looks on are told. */
public record Handover(TransactionRoute transaction, RouteListener listener) {

    /** @param beginsTransaction it is the first one of an open transaction, which stays on its server */
    public Connection of(Connection connection, Route route, RequestRoute request, boolean beginsTransaction) {
        if (beginsTransaction) {
            transaction.set(route);
        }
        if (request != null) {
            request.routed(route);
        }
        listener.routed(route, request);
        return connection;
    }
}
