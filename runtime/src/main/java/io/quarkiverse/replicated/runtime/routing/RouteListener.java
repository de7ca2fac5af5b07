package io.quarkiverse.replicated.runtime.routing;

import java.util.List;

import io.quarkiverse.replicated.runtime.server.Placement;

/**
 * Is called for every connection that is handed out, on the thread that asked for it. The call is part of the request's path,
 * so it must not block. It must not throw either, because the connection would be lost.
 */
@FunctionalInterface
public interface RouteListener {

    RouteListener NONE = (placement, request) -> {
    };

    /** @param request the request that gets the connection; {@link Request#NONE} outside of requests */
    void routed(Placement placement, Request request);

    /**
     * Called after a read has waited for a replica to show what the read must see.
     *
     * @param reached whether a replica shows it now
     */
    default void waited(long nanos, boolean reached) {
    }

    /** A listener that calls all of these in order. */
    static RouteListener all(List<RouteListener> listeners) {
        return switch (listeners.size()) {
            case 0 -> NONE;
            case 1 -> listeners.get(0);
            default -> new Several(listeners.toArray(RouteListener[]::new));
        };
    }

    /** Calls several listeners. */
    record Several(RouteListener[] listeners) implements RouteListener {

        @Override
        public void routed(Placement placement, Request request) {
            for (RouteListener listener : listeners) {
                listener.routed(placement, request);
            }
        }

        @Override
        public void waited(long nanos, boolean reached) {
            for (RouteListener listener : listeners) {
                listener.waited(nanos, reached);
            }
        }
    }
}
