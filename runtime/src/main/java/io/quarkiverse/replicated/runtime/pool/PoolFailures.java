package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLException;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.RefusedWriteLog;
import io.quarkiverse.replicated.runtime.monitor.RecoveryConflicts;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlFailure;

/** What the exceptions of one pool's connections say about its server and about the code that met them. */
public record PoolFailures(Server server, ReplicaMonitor monitor, RefusedWriteLog refusedWrites,
        RecoveryConflicts conflicts) {

    void noteworthy(SQLException failure) {
        if (SqlFailure.isRefusedWrite(failure)) {
            refusedWrites.refused(failure);
        } else if (SqlFailure.isServerLost(failure)) {
            monitor.connectionLost(server);
        } else if (server.target() == Target.REPLICA && SqlFailure.isRecoveryConflict(failure)) {
            conflicts.add(server);
        }
    }
}
