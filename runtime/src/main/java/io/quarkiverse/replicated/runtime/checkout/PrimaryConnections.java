package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.OnNoReplica;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.Acquisition;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlState;
import io.quarkus.runtime.BlockingOperationControl;

/** Takes connections of the primary, to write or in place of a replica's, as long as the primary is there. */
public final class PrimaryConnections {

    /**
     * What the configuration says about connections that stand in for those of replicas.
     *
     * @param access what such a connection can be used for: a replica's refuses to write
     */
    public record StandIns(OnNoReplica onNoReplica, Access access) {
    }

    // A burst passes sooner, and a primary that is back answers sooner. A read that waits keeps a thread, and others need those.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Server server;
    private final AgroalDataSource pool;
    private final ReplicaMonitor monitor;
    private final FallbackBudget budget;
    private final StandIns standIns;
    private final Dialect dialect;

    public PrimaryConnections(Servers servers, ReplicaMonitor monitor, FallbackBudget budget, StandIns standIns,
            Dialect dialect) {
        this.server = servers.primary();
        this.pool = servers.pool(server);
        this.monitor = monitor;
        this.budget = budget;
        this.standIns = standIns;
        this.dialect = dialect;
    }

    /** A connection for code that wants the primary. */
    Connection get(Access access) throws SQLException {
        requirePrimary(monitor.replicas());
        return access == Access.WRITE ? pool.getConnection() : Acquisition.readOnly(pool::getReadOnlyConnection);
    }

    /**
     * The share of the budget that a connection in place of a replica's is taken from.
     *
     * @param required what the read must see
     * @param trusted that is not made up
     */
    Share share(ReplicaSet replicas, RequiredPosition required, boolean trusted) {
        return replicas.isEmpty() ? Share.NONE // There is nothing to stand in for.
                : budget.of(required, trusted);
    }

    /**
     * A connection that refuses to write, so that a read which writes fails here as it will on a replica.
     *
     * @param reason why no replica will do
     * @param replicas as they are known now
     * @param share what the connection is taken from
     * @throws DatabaseUnavailableException the primary is not to carry this read, or is gone
     */
    Connection inPlaceOfReplica(Reason reason, ReplicaSet replicas, Share share, Ledger ledger, Access access,
            boolean inTransaction) throws SQLException {
        if (reason == Reason.NO_USABLE_REPLICA && standIns.onNoReplica == OnNoReplica.FAIL && !replicas.isEmpty()) {
            throw new DatabaseUnavailableException("No replica is usable, and quarkus.replicated.on-no-replica=fail keeps "
                    + "reads away from the primary. Bring a replica back, or set it to 'primary'. " + Guide.NO_REPLICA,
                    SqlState.UNABLE_TO_CONNECT);
        }
        requirePrimary(replicas);
        if (share != Share.NONE) {
            enter(share, ledger);
        }
        if (standIns.access == Access.WRITE && access == Access.WRITE) {
            return Acquisition.take(Access.WRITE, share, pool::getConnection);
        }
        return inTransaction ? enlisted(share) : firstAlive(share);
    }

    /** A request is let in once, and not turned away when half of it is done. */
    private void enter(Share share, Ledger ledger) throws DatabaseUnavailableException {
        if (ledger.isAdmitted()) {
            share.take();
            return;
        }
        if (!share.tryTake(patience())) {
            throw new DatabaseUnavailableException(share.limit() + " connections of '" + server + "' stand in for those of "
                    + "replicas for " + (share == budget.crowd() ? "reads that any replica could serve"
                            : share == budget.writers() ? "clients that have written"
                                    : "clients that say that they have written")
                    + ", which is their share of quarkus.replicated.fallback.max-concurrent. Bring a replica back"
                    + (share == budget.unproved() ? ", set quarkus.replicated.consistency.secret" : "") + ", or raise it. "
                    + Guide.FALLBACK, SqlState.LIMIT_EXCEEDED);
        }
        ledger.admit();
    }

    /** Inside a JTA transaction only Agroal can make a connection read-only. */
    private Connection enlisted(Share share) throws SQLException {
        try {
            return Acquisition.take(Access.READ_ONLY, share, pool::getReadOnlyConnection);
        } catch (SQLException e) {
            if (dialect.kindOf(e) == Failure.SERVER_LOST) {
                pool.flush(FlushMode.GRACEFUL); // Agroal keeps what it could not make read-only, and does not say so.
                monitor.connectionLost(server);
            }
            throw e;
        }
    }

    /**
     * To make a connection read-only is to talk to the server, and some of the pool may have died with an earlier one. Agroal
     * puts such a connection back when it fails to make it read-only itself, and the next read would get it again.
     */
    private Connection firstAlive(Share share) throws SQLException {
        for (int dead = pool.getConfiguration().connectionPoolConfiguration().maxSize();; dead--) {
            Connection connection = Acquisition.take(Access.READ_ONLY, share, pool::getConnection);
            try {
                connection.setReadOnly(true);
                return connection;
            } catch (SQLException e) {
                Servers.giveBack(connection, e);
                if (dead == 0 || !dialect.kindOf(e).isConnectionLost()) {
                    throw e;
                }
                share.take(); // It went back with the connection.
            }
        }
    }

    /**
     * While the primary is gone no checkout waits for it as long as the pool would. But it is asked once more: it may be back.
     */
    private void requirePrimary(ReplicaSet replicas) throws DatabaseUnavailableException {
        if (!replicas.primary().isGone()) {
            return;
        }
        PrimaryState primary = monitor.askPrimary(patience());
        if (primary.isGone()) {
            throw new DatabaseUnavailableException(
                    "The primary '" + server + "' cannot be used: " + primary.whyNot().sentence()
                            + " Writes fail until it is back, which is noticed at once. Check the server, and "
                            + "quarkus.datasource." + server + ".jdbc.url. " + Guide.PRIMARY_LOST,
                    SqlState.UNABLE_TO_CONNECT);
        }
    }

    /** An event loop does not wait. */
    private static Duration patience() {
        return BlockingOperationControl.isBlockingAllowed() ? PATIENCE : Duration.ZERO;
    }
}
