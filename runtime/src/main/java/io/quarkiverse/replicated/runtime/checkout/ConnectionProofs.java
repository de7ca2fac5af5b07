package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.monitor.ConnectionProof;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Server;

/** Proves for each replica that the server behind a connection of its pool shows a position. */
public final class ConnectionProofs {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private final ReplicaMonitor monitor;
    // Indexed by server; the primary needs no proof.
    private final ConnectionProof[] proofs;

    /** @param timeout how long a connection may take to answer, in whole seconds */
    public ConnectionProofs(List<Server> replicas, ReplicaMonitor monitor, Dialect dialect, Duration timeout) {
        this.monitor = monitor;
        this.proofs = new ConnectionProof[replicas.size() + 1];
        replicas.forEach(it -> proofs[it.index()] = new ConnectionProof(dialect, timeout, () -> warnOfBalancer(it)));
    }

    private static void warnOfBalancer(Server replica) {
        LOG.warnf("The datasource '%s' leads to several servers in turn. A read that must show a client's own writes asks each "
                + "connection first, and goes to the primary inside transactions. Configure a datasource for each server, and "
                + "name them in quarkus.replicated.replicas. %s", replica, Guide.REPLICAS);
    }

    /**
     * Whether the server behind this connection of a replica's pool shows what is required, regardless of the monitor's last
     * answer from it.
     */
    boolean isProved(RequiredPosition required, Server replica, Connection connection) throws SQLException {
        Connection ofDriver = connection.unwrap(Connection.class);
        boolean proved = proofs[replica.index()].isReached(required, ofDriver, monitor.replicas().sample(replica));
        if (!proved && !isUnprovable(replica)) {
            monitor.disproved(replica);
        }
        return proved;
    }

    /** Whether connections of this replica can only be proved after they are taken, which is too late inside a transaction. */
    boolean isUnprovable(Server replica) {
        return proofs[replica.index()].hasSeveralServers();
    }
}
