package io.quarkiverse.replicated.runtime;

import java.sql.SQLException;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.replica.Database;
import io.quarkiverse.replicated.runtime.replica.RecoveryConflicts;
import io.quarkiverse.replicated.runtime.replica.ReplicaMonitor;

/** What the exceptions of one pool's connections say about its server and about the code that met them. */
record PoolFailures(Database server, ReplicaMonitor monitor, RefusedWriteLog refusedWrites,
        RecoveryConflicts conflicts) {

    void noteworthy(SQLException failure) {
        if (CheckoutFailure.isRefusedWrite(failure)) {
            refusedWrites.refused(failure);
        } else if (CheckoutFailure.isServerLost(failure)) {
            monitor.connectionLost(server);
        } else if (server.target() == Target.REPLICA && CheckoutFailure.isRecoveryConflict(failure)) {
            conflicts.add(server);
        }
    }
}
