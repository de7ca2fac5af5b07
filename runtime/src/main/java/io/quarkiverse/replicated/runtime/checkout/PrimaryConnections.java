package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.OnNoReplica;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.Acquisition;
import io.quarkiverse.replicated.runtime.pool.CheckoutFailure;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Patience;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;
import io.quarkiverse.replicated.runtime.pool.KeptOut;
import io.quarkiverse.replicated.runtime.pool.Permit;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlState;
import io.quarkus.runtime.BlockingOperationControl;

/** Takes connections from the primary, to write or in place of a replica's, as long as the primary is not gone. */
public final class PrimaryConnections {

    /**
     * The configuration of connections that stand in for those of replicas.
     *
     * @param access what such a connection can be used for. A connection to a replica would refuse to write.
     * @param readOnly what any connection of the primary can be used for that is made read-only
     */
    public record StandIns(OnNoReplica onNoReplica, Access access, Access readOnly) {
    }

    // A burst ends sooner than this, and a primary that is back answers sooner. A waiting read keeps a thread, which other
    // work needs.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Duration FOREVER = Duration.ofDays(365); // Of a pool without an acquisition timeout.

    private final Servers servers;
    private final Server server;
    private final AgroalDataSource pool;
    private final ReplicaMonitor monitor;
    private final FallbackBudget budget;
    private final StandIns standIns;
    private final Dialect dialect;
    private final SharedPrimary shared;

    public PrimaryConnections(Servers servers, ReplicaMonitor monitor, FallbackBudget budget, StandIns standIns,
            Dialect dialect) {
        this.servers = servers;
        this.server = servers.primary();
        this.pool = servers.pool(server);
        this.monitor = monitor;
        this.budget = budget;
        this.standIns = standIns;
        this.dialect = dialect;
        this.shared = new SharedPrimary(servers, monitor, dialect);
    }

    /**
     * Takes a connection for code that wants the primary.
     *
     * @param mustShow what the code must see
     * @param inTransaction whether the connection is the first one of an open transaction
     */
    Connection get(Access access, RequiredPosition mustShow, boolean inTransaction) throws SQLException {
        ReplicaSet replicas = monitor.replicas();
        requirePrimary(replicas);
        if (SharedPrimary.isShared(replicas)) {
            return shared.take(access, () -> Permit.NONE, mustShow, inTransaction);
        }
        return servers.connection(server, access == Access.WRITE ? access : standIns.readOnly);
    }

    /**
     * Takes a connection that refuses to write, so that a read which writes fails here as it would on a replica.
     *
     * @param reason why no replica can serve the read
     * @param replicas what is known of the replicas now
     * @param share the share of the budget that the read belongs to
     * @param mustShow what the read must see
     * @throws DatabaseUnavailableException the primary must not serve this read, or is gone
     */
    Connection inPlaceOfReplica(Reason reason, ReplicaSet replicas, Share share, Ledger ledger, Access access,
            boolean inTransaction, RequiredPosition mustShow) throws SQLException {
        if (reason == Reason.NO_USABLE_REPLICA && standIns.onNoReplica == OnNoReplica.FAIL && !replicas.isEmpty()) {
            throw new DatabaseUnavailableException("No replica is usable, and quarkus.replicated.on-no-replica=fail keeps "
                    + "reads away from the primary. Bring a replica back, or set it to 'primary'. " + Guide.NO_REPLICA,
                    SqlState.UNABLE_TO_CONNECT);
        }
        requirePrimary(replicas);
        Entrance entrance = () -> replicas.isEmpty() ? Permit.NONE : enter(share, ledger); // None: there is none to stand in for.
        boolean writes = standIns.access == Access.WRITE && access == Access.WRITE;
        if (SharedPrimary.isShared(replicas)) {
            return shared.take(writes ? Access.WRITE : Access.READ_ONLY, entrance, mustShow, inTransaction);
        }
        if (writes) {
            return Acquisition.take(Access.WRITE, entrance.enter(), pool::getConnection);
        }
        return firstAlive(entrance, inTransaction);
    }

    /** Gets the permit for one connection that stands in. */
    interface Entrance {

        Permit enter() throws DatabaseUnavailableException;
    }

    /** Takes from the budget. A request that was admitted once waits for longer, so that it is rarely rejected halfway. */
    private Permit enter(Share share, Ledger ledger) throws DatabaseUnavailableException {
        Object party = ledger.isOfRequest() ? ledger : Thread.currentThread();
        Optional<Permit> permit = budget.take(share, party, ledger.isAdmitted(), turn());
        if (permit.isEmpty()) {
            throw new DatabaseUnavailableException("No connection of '" + server + "' became free for "
                    + switch (share) {
                        case CROWD -> "a read that any replica could serve";
                        case WRITERS -> "a client that has written";
                        case UNPROVED -> "a client that says that it has written";
                    } + ": no more than " + budget.most() + " of them stand in for those of replicas "
                    + "(quarkus.replicated.fallback.max-concurrent), and some of these are reserved for other reads. "
                    + "Bring a replica back, raise it"
                    + (share == Share.UNPROVED ? ", or set quarkus.replicated.consistency.secret. " : ". ")
                    + Guide.FALLBACK, SqlState.LIMIT_EXCEEDED);
        }
        ledger.admit();
        return permit.get();
    }

    /** How long this thread may wait for its turn. An event loop must not wait. */
    private Patience turn() {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            return Patience.NONE;
        }
        Duration acquisition = pool.getConfiguration().connectionPoolConfiguration().acquisitionTimeout();
        return new Patience(PATIENCE, acquisition.isZero() ? FOREVER : acquisition);
    }

    /**
     * Takes the first connection that can be made read-only. Making a connection read-only may ask the server, and some
     * connections of the pool may have died with an earlier server. A transaction is tied to the first connection that it gets.
     */
    private Connection firstAlive(Entrance entrance, boolean inTransaction) throws SQLException {
        for (int dead = pool.getConfiguration().connectionPoolConfiguration().maxSize();; dead--) {
            try {
                return Acquisition.take(standIns.readOnly, entrance.enter(), pool::getConnection);
            } catch (SQLException | RuntimeException e) {
                if (dead == 0 || !KeptOut.isIn(e) || !mayTryNext(e, inTransaction)) {
                    throw e;
                }
            }
        }
    }

    /** Whether another connection of the pool may do. If the server has died, no connection of the pool will do. */
    private boolean mayTryNext(Exception failure, boolean inTransaction) {
        SQLException broken = CheckoutFailure.inside(failure, it -> dialect.kindOf(it).isConnectionLost());
        if (broken != null && inTransaction && dialect.kindOf(broken) == Failure.SERVER_LOST) {
            pool.flush(FlushMode.GRACEFUL);
            monitor.connectionLost(server);
        }
        return broken != null && !inTransaction;
    }

    /**
     * Fails at once if the primary is gone, instead of waiting for as long as the pool would. Before that, the primary is
     * asked once more, because it may be back.
     */
    private void requirePrimary(ReplicaSet replicas) throws DatabaseUnavailableException {
        if (!replicas.primary().isGone()) {
            return;
        }
        PrimaryState primary = monitor.askPrimary(patience());
        if (primary.isGone()) {
            throw new DatabaseUnavailableException(
                    "The primary '" + server + "' cannot be used: " + primary.whyNot().sentence()
                            + " Writes work again as soon as it is back. Check the server, and "
                            + "quarkus.datasource." + server + ".jdbc.url. " + Guide.PRIMARY_LOST,
                    SqlState.UNABLE_TO_CONNECT);
        }
    }

    /** How long this thread may wait. An event loop must not wait. */
    private static Duration patience() {
        return BlockingOperationControl.isBlockingAllowed() ? PATIENCE : Duration.ZERO;
    }
}
