package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.monitor.ConnectionProof;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;

/** Proves for each replica that the server behind a connection of its pool shows a position. */
public final class ConnectionProofs {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private final ReplicaMonitor monitor;
    private final Dialect dialect;
    private final Server[] replicas;
    // Indexed by server; the primary needs no proof.
    private final ConnectionProof[] proofs;
    private final Set<Server> failed = ConcurrentHashMap.newKeySet();

    /** @param timeout how long a connection may take to answer, in whole seconds */
    public ConnectionProofs(List<Server> replicas, ReplicaMonitor monitor, Dialect dialect, Duration timeout, Clock clock) {
        this.monitor = monitor;
        this.dialect = dialect;
        this.replicas = replicas.toArray(Server[]::new);
        this.proofs = new ConnectionProof[replicas.size() + 1];
        replicas.forEach(it -> proofs[it.index()] = new ConnectionProof(dialect, timeout, clock, () -> warnOfBalancer(it),
                () -> warnOfMovingSession(it)));
    }

    private static void warnOfBalancer(Server replica) {
        LOG.warnf("The datasource '%s' leads to several servers in turn. A read that must show a client's own writes asks each "
                + "connection first, and goes to the primary inside transactions. Configure a datasource for each server, and "
                + "name them in quarkus.replicated.replicas. %s", replica, Guide.REPLICAS);
    }

    private static void warnOfMovingSession(Server replica) {
        LOG.warnf("A connection of '%s' led to another server than before, so a pooler changes the server of a connection "
                + "that is open. From now on, a read that must show a client's own writes asks inside its transaction, and goes "
                + "to the primary outside of transactions. Remove quarkus.replicated.pooler=session, or let the pooler keep the "
                + "server of each connection. %s", replica, Guide.POOLERS);
    }

    /**
     * Whether the server behind this connection of a replica's pool shows what is required, regardless of the monitor's last
     * answer from it.
     *
     * @param ofDriver the driver's own connection, on which nothing has been sent in the open transaction
     * @param inTransaction whether the connection takes part in a transaction until it is given back
     */
    boolean isProved(RequiredPosition required, Server replica, Connection ofDriver, boolean inTransaction)
            throws SQLException {
        ConnectionProof proof = proofs[replica.index()];
        boolean proved = proof.isReached(required, ofDriver, monitor.replicas().sample(replica), inTransaction);
        if (!proved && !proof.hasSeveralServers()) {
            monitor.disproved(replica);
        }
        return proved;
    }

    /**
     * The same for a connection that was taken. If anything has been sent in its transaction, the snapshot of that transaction
     * may be older than what the server shows now.
     */
    boolean isProvedLate(RequiredPosition required, Server replica, Connection taken, boolean inTransaction)
            throws SQLException {
        Connection ofDriver = taken.unwrap(Connection.class);
        return !(inTransaction && dialect.hasOpenTransaction(ofDriver))
                && isProved(required, replica, ofDriver, inTransaction);
    }

    /** Whether a connection to this replica that is taken now can be proved at all. */
    boolean isProvable(Server replica, ReplicaSet set, boolean inTransaction) {
        return proofs[replica.index()].isProvable(set.sample(replica), inTransaction);
    }

    /** Whether the connections of at least one replica can be proved. */
    boolean isAnyProvable(ReplicaSet set, boolean inTransaction) {
        for (Server replica : replicas) {
            if (isProvable(replica, set, inTransaction)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The set in which replicas are not known to show anything if their connections cannot be proved.
     *
     * @param mustShow what the server behind the connection must show
     */
    ReplicaSet provable(ReplicaSet set, RequiredPosition mustShow, boolean inTransaction) {
        ReplicaSet provable = set;
        if (mustShow != RequiredPosition.NONE) {
            for (Server replica : replicas) {
                if (!isProvable(replica, set, inTransaction)) {
                    provable = provable.withoutNewsOf(replica);
                }
            }
        }
        return provable;
    }

    /** Whether a connection to this replica can be proved only by a question inside its transaction. */
    boolean isProvedInside(Server replica, ReplicaSet set) {
        return proofs[replica.index()].isShared(set.sample(replica));
    }

    /** Reports that a connection could not be asked, which says nothing about the replica. Logs it once for each replica. */
    void failed(Server replica, SQLException failure) {
        LOG.debugf(failure, "A connection of '%s' could not be asked what its server shows", replica);
        if (failed.add(replica)) {
            LOG.warnf("A connection of '%s' could not be asked what its server shows: %s. It is closed, and the read takes "
                    + "another one. A setting of the session, such as a timeout or a role, or a transaction that was begun by "
                    + "SQL stays with a connection that is given back: reset it before that. This is logged once for each "
                    + "replica. %s", replica, failure.getMessage(), Guide.USABLE);
        }
    }
}
