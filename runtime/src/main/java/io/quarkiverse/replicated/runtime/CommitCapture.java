package io.quarkiverse.replicated.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.pool.ConnectionHandler;
import io.agroal.pool.wrapper.ConnectionWrapper;
import io.quarkiverse.replicated.runtime.ConsistencyConfig.AsyncCommit;
import io.quarkiverse.replicated.runtime.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.replica.Commits;
import io.quarkiverse.replicated.runtime.replica.PostgresReplication;
import io.quarkiverse.replicated.runtime.replica.RequiredPosition;

/**
 * Asks for the position of each commit, when the connection that made it is given back to the primary's pool: the same
 * connection, after the commit, with and without JTA, also when the application's code threw. It does so for every connection
 * that could write, however it was taken; one that was handed out read-only is left alone.
 * <p>
 * Agroal loses a connection for ever if this throws, so it does not. What cannot be had is an unknown position, and its client
 * reads from the primary.
 */
public final class CommitCapture implements AgroalPoolInterceptor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    // The application waits for this answer.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    // Agroal makes a connection read-only after it has told its interceptors of it.
    private static final ThreadLocal<Boolean> READ_ONLY = new ThreadLocal<>();

    private final Commits commits;
    private final Mode mode;
    private final boolean withUnflushed;
    // One for each connection of the pool.
    private final Map<ConnectionHandler, Checkout> checkouts = new ConcurrentHashMap<>();
    // Any thread may set it: it keeps the log from repeating itself.
    private volatile boolean failing;

    CommitCapture(Commits commits, Mode mode, AsyncCommit asyncCommit) {
        this.commits = commits;
        this.mode = mode;
        this.withUnflushed = asyncCommit == AsyncCommit.DETECT;
    }

    /** How a connection is taken. */
    interface Acquisition {

        Connection acquire() throws SQLException;
    }

    /**
     * Takes a connection of the primary that is read-only, or is made so at once: nothing can be committed with it, unless the
     * application makes it writable again, which is its own business.
     */
    static Connection readOnly(Acquisition acquisition) throws SQLException {
        READ_ONLY.set(Boolean.TRUE);
        try {
            return acquisition.acquire();
        } finally {
            READ_ONLY.set(null); // Not remove(): the entry would be allocated anew each time.
        }
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        if (mode != Mode.NONE) {
            boolean writes = READ_ONLY.get() == null;
            checkout(connection).begin(writes, writes ? CurrentRequest.get() : null);
        }
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        if (mode != Mode.NONE) {
            Checkout checkout = checkout(connection);
            if (checkout.canWrite()) {
                checkout.end(mode == Mode.WINDOW ? RequiredPosition.UNKNOWN : committed(connection, checkout), commits);
            } else {
                checkout.forget();
            }
        }
    }

    /** Also called for a connection that never came back: flushed while it was out, or broken. */
    @Override
    public void onConnectionDestroy(Connection connection) {
        Checkout checkout = checkouts.remove(handler(connection));
        if (checkout != null && checkout.isOut() && checkout.canWrite()) {
            checkout.end(RequiredPosition.UNKNOWN, commits);
        }
    }

    private RequiredPosition committed(Connection connection, Checkout checkout) {
        try {
            RequiredPosition position = RequiredPosition.of(PostgresReplication.committed(connection,
                    checkout.database(connection, PATIENCE), withUnflushed, PATIENCE));
            if (!connection.getAutoCommit()) {
                connection.rollback(); // The question has begun a transaction.
            }
            failing = false;
            return position;
        } catch (Throwable e) { // See above.
            report(e);
            // Whoever took it next would be the one to find out, and not everything that ends a connection is known to Agroal.
            handler(connection).setFlushOnly();
            return RequiredPosition.UNKNOWN;
        }
    }

    private void report(Throwable failure) {
        if (!failing) {
            failing = true;
            LOG.warnf("The position of a commit could not be had: %s. Its client reads from the primary for a while. This is "
                    + "not logged again until it has worked once. %s", failure, Guide.SEE);
        }
        LOG.debug("The position of a commit could not be had", failure);
    }

    private Checkout checkout(Connection connection) {
        ConnectionHandler handler = handler(connection);
        Checkout known = checkouts.get(handler);
        return known != null ? known : checkouts.computeIfAbsent(handler, it -> new Checkout());
    }

    private static ConnectionHandler handler(Connection connection) {
        return ((ConnectionWrapper) connection).getHandler();
    }
}
