package io.quarkiverse.replicated.runtime.checkout;

import io.quarkiverse.replicated.runtime.config.Settings;
import io.quarkiverse.replicated.runtime.monitor.ReplicaStatuses;
import io.quarkiverse.replicated.runtime.pool.WriteRefusals;
import io.quarkiverse.replicated.runtime.routing.Group;
import io.quarkiverse.replicated.runtime.token.PositionTokens;

/**
 * One routed group at run time: a primary, its replicas, and what takes connections from them. It is a bean, from which the
 * other beans get what they need.
 *
 * @param tokens reads and issues the tokens that clients of this group carry
 * @param refusals whether the primary refuses writes
 * @param settings what the properties mean for this group
 */
public record RoutedGroup(Group group, Servers servers, Connections connections, ReplicaStatuses statuses, Positions positions,
        PrimaryNow primaryNow, PositionTokens tokens, WriteRefusals refusals, Settings settings) implements AutoCloseable {

    @Override
    public void close() {
        connections.close();
    }
}
