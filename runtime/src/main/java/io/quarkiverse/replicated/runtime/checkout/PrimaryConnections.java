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
import io.quarkiverse.replicated.runtime.pool.FallbackBudget;
import io.quarkiverse.replicated.runtime.pool.FallbackBudget.Share;
import io.quarkiverse.replicated.runtime.pool.PrimaryPool;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlFailure;
import io.quarkus.runtime.BlockingOperationControl;

/** Takes connections of the primary, to write or in place of a replica's, as long as it is there. */
public final class PrimaryConnections {

    /**
     * What the configuration says of it.
     *
     * @param refusesWrites whether a connection that stands in for one of a replica refuses to write, as that would
     */
    public record Settings(OnNoReplica onNoReplica, boolean refusesWrites) {
    }

    // A burst passes sooner, and a primary that is back answers sooner. Whoever waits keeps a thread, and others need those.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Server database;
    private final AgroalDataSource pool;
    private final ReplicaMonitor monitor;
    private final FallbackBudget budget;
    private final Settings settings;

    public PrimaryConnections(Servers pools, ReplicaMonitor monitor, FallbackBudget budget, Settings settings) {
        this.database = pools.primaryDatabase();
        this.pool = pools.primary();
        this.monitor = monitor;
        this.budget = budget;
        this.settings = settings;
    }

    /** A connection for whoever wants the primary. */
    Connection get(boolean readOnly) throws SQLException {
        requirePrimary();
        return readOnly ? PrimaryPool.readOnly(pool::getReadOnlyConnection) : pool.getConnection();
    }

    /**
     * A connection that refuses to write, so that a read which writes fails here as it will on a replica.
     *
     * @param reason why no replica will do
     * @param required what the read must see
     * @param proved nobody has made that up
     * @throws DatabaseUnavailableException the primary is not to carry this read, or is gone
     */
    Connection inPlaceOfReplica(Reason reason, RequiredPosition required, boolean proved, RequestRoute request,
            boolean readOnly, boolean inTransaction) throws SQLException {
        if (reason == Reason.NO_USABLE_REPLICA && settings.onNoReplica == OnNoReplica.FAIL && !monitor.replicas().isEmpty()) {
            throw new DatabaseUnavailableException("No replica is usable, and quarkus.replicated.on-no-replica=fail keeps "
                    + "reads away from the primary. Bring a replica back, or set it to 'primary'. " + Guide.FALLBACK,
                    SqlFailure.UNABLE_TO_CONNECT);
        }
        requirePrimary();
        if (monitor.replicas().isEmpty()) {
            return standIn(null, readOnly, inTransaction); // There is nothing to stand in for.
        }
        Share share = required == RequiredPosition.NONE ? budget.crowd() : proved ? budget.writers() : budget.unproved();
        enter(share, request);
        return standIn(share, readOnly, inTransaction);
    }

    /** A request is let in once, and not turned away when half of it is done. */
    private void enter(Share share, RequestRoute request) throws DatabaseUnavailableException {
        if (request != null && request.isAdmitted()) {
            share.take();
            return;
        }
        if (!share.tryTake(patience())) {
            throw new DatabaseUnavailableException(share.limit() + " connections of '" + database + "' stand in for those of "
                    + "replicas for " + (share == budget.crowd() ? "reads that any replica could serve"
                            : share == budget.writers() ? "clients that have written"
                                    : "clients that say that they have written")
                    + ", which is their share of quarkus.replicated.fallback.max-concurrent. Bring a replica back"
                    + (share == budget.unproved() ? ", set quarkus.replicated.consistency.secret" : "") + ", or raise it. "
                    + Guide.FALLBACK, SqlFailure.LIMIT_EXCEEDED);
        }
        if (request != null) {
            request.admit();
        }
    }

    private Connection standIn(Share share, boolean readOnly, boolean inTransaction) throws SQLException {
        if (!settings.refusesWrites && !readOnly) {
            return PrimaryPool.take(true, share, pool::getConnection);
        }
        if (!inTransaction) {
            return firstAlive(share);
        }
        try {
            return PrimaryPool.take(false, share, pool::getReadOnlyConnection);
        } catch (SQLException e) {
            if (SqlFailure.isServerLost(e)) {
                pool.flush(FlushMode.GRACEFUL); // Agroal keeps what it could not make read-only, and tells nobody.
                monitor.connectionLost(database);
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
            Connection connection = PrimaryPool.take(false, share, pool::getConnection);
            try {
                connection.setReadOnly(true);
                return connection;
            } catch (SQLException e) {
                SqlFailure.close(connection, e);
                if (dead == 0 || !SqlFailure.isConnectionLost(e)) {
                    throw e;
                }
                if (share != null) {
                    share.take(); // It went back with the connection.
                }
            }
        }
    }

    /** While the primary is gone nobody waits for it as long as the pool would. But it is asked once more: it may be back. */
    private void requirePrimary() throws DatabaseUnavailableException {
        PrimaryState primary = monitor.replicas().primary();
        if (!primary.isGone()) {
            return;
        }
        primary = monitor.askPrimary(patience());
        if (primary.isGone()) {
            throw new DatabaseUnavailableException(
                    "The primary '" + database + "' cannot be used: " + primary.whyNot().sentence()
                            + " Nothing can be written until it is back, which is noticed at once. Check the server, and "
                            + "quarkus.datasource." + database + ".jdbc.url. " + Guide.PRIMARY_LOST,
                    SqlFailure.UNABLE_TO_CONNECT);
        }
    }

    /** An event loop waits for nobody. */
    private static Duration patience() {
        return BlockingOperationControl.isBlockingAllowed() ? PATIENCE : Duration.ZERO;
    }
}
