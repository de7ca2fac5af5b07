package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.pool.ConnectionHandler;
import io.agroal.pool.wrapper.ConnectionWrapper;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Group;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.Dialect;

/**
 * What {@link PoolEntrance} does first in the primary's pool. It keeps a {@linkplain Loan loan} for each connection, and ends
 * the loan with what
 * was committed when the connection is returned. With and without JTA, that is the same connection, after the commit, also if
 * the application's code threw. The interceptor does so for every connection that could write, however it was taken. It
 * ignores connections that were handed out read-only.
 */
public final class PrimaryPool implements AgroalPoolInterceptor {

    private final Group group;
    private final Mode mode;
    private final boolean identifies;
    private final CommitPositions positions;
    private final Clock clock;
    private final WriteRefusals refusals;
    // One loan for each connection of the pool.
    private final Map<ConnectionHandler, Loan> loans = new ConcurrentHashMap<>();

    /**
     * @param primary the name of the primary's datasource
     * @param mode {@link Mode#NONE} if no positions are needed
     * @param identifies whether a new connection is asked which server is behind it
     * @param refusals asks the connections that are returned whether the primary refuses to write
     */
    public PrimaryPool(String primary, Dialect dialect, Group group, Mode mode, boolean identifies, Clock clock,
            WriteRefusals refusals) {
        this.refusals = refusals;
        this.group = group;
        this.mode = mode;
        this.identifies = identifies;
        this.clock = clock;
        this.positions = new CommitPositions(primary, dialect);
    }

    /** Keeps replicas out of the pool of the primary, because data that is read there could be old. */
    @Override
    public void onConnectionCreate(Connection connection) {
        if (!identifies) {
            return;
        }
        try {
            positions.identify(connection, loan(connection));
        } catch (SQLException e) {
            PrimaryPool.<RuntimeException> raise(e);
        }
    }

    /**
     * Throws a checked exception. The thread that waits for the connection gets it, but interceptors declare none.
     */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void raise(SQLException failure) throws E {
        throw (E) failure;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        Acquisition acquisition = Acquisition.current();
        Permit permit = acquisition.claimPermit();
        if (mode != Mode.NONE) {
            Access access = acquisition.access();
            loan(connection).begin(access, access.canCommit() ? ledger() : Request.NONE.in(group), permit);
        } else if (permit != Permit.NONE) {
            loan(connection).begin(Access.READ_ONLY, Request.NONE.in(group), permit);
        }
        if (permit != Permit.NONE) {
            loan(connection).standInFor(CurrentRequest.get().in(group));
        }
    }

    private Ledger ledger() {
        Request request = CurrentRequest.get();
        return request == Request.NONE && CurrentRequest.isOnPlainThread() ? group.onPlainThreads() : request.in(group);
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        Loan loan = mode == Mode.NONE || isDestroyed(connection) ? loans.get(handler(connection)) : loan(connection);
        if (refusals.mayTell() && (loan == null || loan.canWrite()) && !isDestroyed(connection)) {
            refusals.returned(connection, () -> handler(connection).setFlushOnly());
        }
        if (loan == null) {
            return;
        }
        if (loan.canWrite() && mode != Mode.NONE) {
            loan.end(mode == Mode.WINDOW ? RequiredPosition.UNKNOWN
                    : positions.of(connection, loan, () -> handler(connection).setFlushOnly()), Request.NONE.in(group));
        } else {
            loan.end();
        }
    }

    /** Also called for a connection that was never returned, because it was flushed while it was out, or broke. */
    @Override
    public void onConnectionDestroy(Connection connection) {
        Loan loan = loans.remove(handler(connection));
        if (loan == null) {
            return;
        }
        if (loan.isOut() && loan.canWrite() && mode != Mode.NONE) {
            loan.end(RequiredPosition.UNKNOWN, Request.NONE.in(group));
        } else {
            loan.end();
        }
    }

    /** Whether the pool has destroyed the connection while it was out, so that what was committed has been reported. */
    private static boolean isDestroyed(Connection connection) {
        try {
            return handler(connection).rawConnection().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private Loan loan(Connection connection) {
        ConnectionHandler handler = handler(connection);
        Loan known = loans.get(handler);
        return known != null ? known : loans.computeIfAbsent(handler, it -> new Loan(clock));
    }

    private static ConnectionHandler handler(Connection connection) {
        return ((ConnectionWrapper) connection).getHandler();
    }
}
