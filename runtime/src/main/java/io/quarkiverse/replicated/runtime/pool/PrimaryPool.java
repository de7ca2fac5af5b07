package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.pool.ConnectionHandler;
import io.agroal.pool.wrapper.ConnectionWrapper;
import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.AsyncCommit;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresReplication;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.SqlFailure;

/**
 * Asks for the position of each commit, when the connection that made it is given back to the primary's pool: the same
 * connection, after the commit, with and without JTA, also when the application's code threw. It does so for every connection
 * that could write, however it was taken; one that was handed out read-only is left alone.
 * <p>
 * Agroal loses a connection for ever if this throws, so it does not. What cannot be had is an unknown position, and its client
 * reads from the primary.
 */
public final class PrimaryPool implements AgroalPoolInterceptor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    // The application waits for this answer.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    // What the thread is taking a connection for. Agroal makes one read-only after it has told its interceptors of it.
    private static final ThreadLocal<Taking> TAKING = ThreadLocal.withInitial(Taking::new);

    private final String primary;
    private final boolean hasPositions;
    private final LocalCommits commits;
    private final Mode mode;
    private final boolean withUnflushed;
    // One for each connection of the pool.
    private final Map<ConnectionHandler, Loan> checkouts = new ConcurrentHashMap<>();
    // Any thread may set it: it keeps the log from repeating itself.
    private volatile boolean failing;

    public PrimaryPool(String primary, boolean hasPositions, LocalCommits commits, Mode mode, AsyncCommit asyncCommit) {
        this.primary = primary;
        this.hasPositions = hasPositions;
        this.commits = commits;
        this.mode = mode;
        this.withUnflushed = asyncCommit == AsyncCommit.DETECT;
    }

    /** How a connection is taken. */
    public interface Acquisition {

        Connection acquire() throws SQLException;
    }

    /**
     * Takes a connection of the primary that is read-only, or is made so at once: nothing can be committed with it, unless the
     * application makes it writable again, which is its own business.
     */
    public static Connection readOnly(Acquisition acquisition) throws SQLException {
        return take(false, null, acquisition);
    }

    /**
     * Takes a connection of the primary.
     *
     * @param writes something may be committed with it
     * @param share where it was taken from, to be given back with the connection, or at once if none is had; {@code null} for
     *        none
     */
    public static Connection take(boolean writes, FallbackBudget.Share share, Acquisition acquisition) throws SQLException {
        Taking taking = TAKING.get();
        taking.writes = writes;
        taking.share = share;
        try {
            return acquisition.acquire();
        } finally {
            taking.writes = true;
            FallbackBudget.Share left = taking.takeShare();
            if (left != null) {
                left.giveBack();
            }
        }
    }

    private static final class Taking {

        private boolean writes = true;
        private FallbackBudget.Share share;

        FallbackBudget.Share takeShare() {
            FallbackBudget.Share taken = share;
            share = null;
            return taken;
        }
    }

    /**
     * A server in recovery is not let into the pool of the primary: what was read there could be old. It shuts itself out
     * before it becomes one, so it is asked once.
     */
    @Override
    public void onConnectionCreate(Connection connection) {
        if (!hasPositions) {
            return;
        }
        try {
            checkout(connection).database(connection, PATIENCE);
            endTransaction(connection);
        } catch (Loan.NotPrimaryException e) {
            discard(connection, e);
            PrimaryPool.<RuntimeException> raise(new DatabaseUnavailableException("The server behind '" + primary
                    + "' is in recovery: it is a replica, and not the primary. Check quarkus.datasource." + primary
                    + ".jdbc.url. " + Guide.ROLE_CHANGES, SqlFailure.UNABLE_TO_CONNECT));
        } catch (SQLException e) {
            if (SqlFailure.isConnectionLost(e)) {
                discard(connection, e);
                PrimaryPool.<RuntimeException> raise(e);
            }
            LOG.debug("A new connection could not be asked who is behind it; it is asked again when it is given back", e);
        }
    }

    /** Agroal forgets a connection that is refused here, but not the task that is to end it one day. */
    private void discard(Connection connection, SQLException because) {
        ConnectionHandler handler = handler(connection);
        checkouts.remove(handler);
        handler.setFlushOnly();
        try {
            handler.closeConnection();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** Agroal hands it on to whoever waits for the connection, but its interceptors declare nothing. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void raise(SQLException failure) throws E {
        throw (E) failure;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        Taking taking = TAKING.get();
        FallbackBudget.Share share = taking.takeShare();
        boolean writes = taking.writes && mode != Mode.NONE;
        if (mode != Mode.NONE || share != null) {
            checkout(connection).begin(writes, writes ? CurrentRequest.get() : null, share);
        }
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        Loan checkout = mode == Mode.NONE ? checkouts.get(handler(connection)) : checkout(connection);
        if (checkout == null) {
            return;
        }
        if (checkout.canWrite() && mode != Mode.NONE) {
            checkout.end(mode == Mode.WINDOW ? RequiredPosition.UNKNOWN : committed(connection, checkout), commits);
        } else {
            checkout.forget();
        }
    }

    /** Also called for a connection that never came back: flushed while it was out, or broken. */
    @Override
    public void onConnectionDestroy(Connection connection) {
        Loan checkout = checkouts.remove(handler(connection));
        if (checkout == null) {
            return;
        }
        if (checkout.isOut() && checkout.canWrite() && mode != Mode.NONE) {
            checkout.end(RequiredPosition.UNKNOWN, commits);
        } else {
            checkout.forget();
        }
    }

    private RequiredPosition committed(Connection connection, Loan checkout) {
        try {
            RequiredPosition position = RequiredPosition.of(PostgresReplication.committed(connection,
                    checkout.database(connection, PATIENCE), withUnflushed, PATIENCE));
            endTransaction(connection);
            failing = false;
            return position;
        } catch (Throwable e) { // See above.
            report(e);
            // Whoever took it next would be the one to find out, and not everything that ends a connection is known to Agroal.
            handler(connection).setFlushOnly();
            return RequiredPosition.UNKNOWN;
        }
    }

    /** That a question has begun. */
    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private void report(Throwable failure) {
        if (!failing) {
            failing = true;
            LOG.warnf("The position of a commit could not be had: %s. Its client reads from the primary for a while. This is "
                    + "not logged again until it has worked once. %s", failure, Guide.POSITIONS);
        }
        LOG.debug("The position of a commit could not be had", failure);
    }

    private Loan checkout(Connection connection) {
        ConnectionHandler handler = handler(connection);
        Loan known = checkouts.get(handler);
        return known != null ? known : checkouts.computeIfAbsent(handler, it -> new Loan());
    }

    private static ConnectionHandler handler(Connection connection) {
        return ((ConnectionWrapper) connection).getHandler();
    }
}
