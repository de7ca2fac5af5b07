package io.quarkiverse.replicated.runtime.observability;

import java.util.List;
import java.util.function.Function;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * Holds one value for each server and reason. The values are created at the start, so that a checkout creates none. Immutable.
 */
final class PerPlacement<T> {

    private final Object[][] values;

    /** @param value creates the value for a placement */
    PerPlacement(List<Server> servers, Function<Placement, T> value) {
        values = new Object[servers.size()][Reason.values().length];
        for (Server server : servers) {
            for (Reason reason : Reason.values()) {
                values[server.index()][reason.ordinal()] = value.apply(server.because(reason));
            }
        }
    }

    @SuppressWarnings("unchecked")
    T of(Placement placement) {
        return (T) values[placement.server().index()][placement.reason().ordinal()];
    }
}
