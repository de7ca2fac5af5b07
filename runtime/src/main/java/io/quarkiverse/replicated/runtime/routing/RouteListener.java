package io.quarkiverse.replicated.runtime.routing;

import java.util.List;

import io.quarkiverse.replicated.runtime.server.Placement;

/**
 * Hears of every connection that is handed out, on the thread that asked for it. This is part of the request's path, and the
 * connection would be lost if it threw: it must not block, and not throw.
 */
@FunctionalInterface
public interface RouteListener {

    RouteListener NONE = (placement, request) -> {
    };

    /** @param request whose connection it is, {@link Request#NONE} outside of requests */
    void routed(Placement placement, Request request);

    /**
     * A read has waited for a replica to show what it must see.
     *
     * @param reached one does now
     */
    default void waited(long nanos, boolean reached) {
    }

    /** All of these, in their order. */
    static RouteListener all(List<RouteListener> listeners) {
        return switch (listeners.size()) {
            case 0 -> NONE;
            case 1 -> listeners.get(0);
            default -> new Several(listeners.toArray(RouteListener[]::new));
        };
    }

    /** More than one of them. */
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
