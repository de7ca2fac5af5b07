package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLException;
import java.util.function.Consumer;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.RecoveryConflicts;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * Sees every exception of a pool's connections, because Agroal asks whether it is fatal. This is the one place where a write
 * that met a read-only server, or a server that died, can be noticed without wrapping connections. The exception itself goes to
 * the caller as it is.
 */
public final class FailureSorter implements ExceptionSorter {

    /** What the failures of one pool's connections lead to. */
    private record Reaction(Server server, Dialect dialect, ReplicaMonitor monitor, RecoveryConflicts conflicts,
            Consumer<SQLException> onRefusedWrite) {

        void to(SQLException exception, Failure failure) {
            if (failure == Failure.REFUSED_WRITE) {
                onRefusedWrite.accept(exception);
            } else if (failure == Failure.SERVER_LOST) {
                monitor.connectionLost(server);
            } else if (failure == Failure.RECOVERY_CONFLICT && server.target() == Target.REPLICA) {
                conflicts.add(server);
            }
        }
    }

    private final ExceptionSorter delegate;
    // null for pools that nothing is routed to
    private volatile Reaction reaction;

    FailureSorter(ExceptionSorter delegate) {
        this.delegate = delegate;
    }

    /**
     * From now on, what happens to this pool's connections is noticed.
     *
     * @param onRefusedWrite is given what a server that only reads answered to a write
     */
    public void watch(Server server, Dialect dialect, ReplicaMonitor monitor, RecoveryConflicts conflicts,
            Consumer<SQLException> onRefusedWrite) {
        this.reaction = new Reaction(server, dialect, monitor, conflicts, onRefusedWrite);
    }

    @Override
    public boolean isFatal(SQLException exception) {
        Reaction now = reaction;
        if (now == null) {
            return delegate.isFatal(exception);
        }
        Failure failure = now.dialect.kindOf(exception);
        try {
            now.to(exception, failure);
        } catch (RuntimeException e) {
            exception.addSuppressed(e); // The caller must get the database's exception, whatever becomes of the reaction.
        }
        // A transaction that SQL has begun and forgotten keeps a connection from being made writable again on its return:
        // such a connection must not stay in the pool.
        return failure == Failure.FORGOTTEN_TRANSACTION || delegate.isFatal(exception);
    }
}
