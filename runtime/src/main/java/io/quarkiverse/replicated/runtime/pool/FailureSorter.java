package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLException;
import java.util.function.BiConsumer;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.RecoveryConflicts;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * Sees every exception of a pool's connections, because Agroal asks whether it is fatal. This is the only place that can
 * notice a write on a read-only server, or a dead server, without wrapping connections. The caller gets the exception
 * unchanged.
 */
public final class FailureSorter implements ExceptionSorter {

    /** Reacts to the failures of one pool's connections. */
    private record Reaction(Server server, Dialect dialect, ReplicaMonitor monitor, RecoveryConflicts conflicts,
            BiConsumer<Server, SQLException> onRefusedWrite) {

        void to(SQLException exception, Failure failure) {
            boolean ofReplica = server.target() == Target.REPLICA;
            switch (failure) {
                case REFUSED_WRITE -> onRefusedWrite.accept(server, exception);
                case REFUSED_IN_RECOVERY -> {
                    onRefusedWrite.accept(server, exception);
                    renewProbe(ofReplica); // The settings of all new sessions may ask for it.
                }
                case HEALED_BY_DRIVER -> renewProbe(ofReplica);
                case SERVER_LOST -> monitor.connectionLost(server);
                case RECOVERY_CONFLICT -> {
                    if (ofReplica) {
                        conflicts.add(server);
                    }
                }
                default -> {
                    // It concerns the statement or the connection alone.
                }
            }
        }

        private void renewProbe(boolean ofReplica) {
            if (ofReplica) {
                monitor.sessionRefused(server);
            }
        }
    }

    private final ExceptionSorter delegate;
    // null for pools that are not routed to
    private volatile Reaction reaction;

    FailureSorter(ExceptionSorter delegate) {
        this.delegate = delegate;
    }

    /**
     * Starts to watch the failures of this pool's connections.
     *
     * @param onRefusedWrite gets the answer of a read-only server to a write, or to what only a primary does
     */
    public void watch(Server server, Dialect dialect, ReplicaMonitor monitor, RecoveryConflicts conflicts,
            BiConsumer<Server, SQLException> onRefusedWrite) {
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
            exception.addSuppressed(e); // The caller must get the database's exception, even if the reaction fails.
        }
        // If SQL has begun a transaction and not ended it, the connection cannot be made writable again when it is returned.
        // Such a connection must not stay in the pool.
        return failure == Failure.FORGOTTEN_TRANSACTION || delegate.isFatal(exception);
    }
}
