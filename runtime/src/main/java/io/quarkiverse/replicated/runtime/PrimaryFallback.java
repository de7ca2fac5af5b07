package io.quarkiverse.replicated.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.runtime.ReplicatedRuntimeConfig.OnNoReplica;
import io.quarkiverse.replicated.runtime.replica.ReplicaSet;

/** What a read gets that wanted a replica when none will do. */
record PrimaryFallback(OnNoReplica onNoReplica, boolean refusesWrites) {

    // "The SQL-client was unable to establish the SQL-connection", ISO/IEC 9075
    private static final String UNABLE_TO_CONNECT = "08001";

    /**
     * A connection of the primary that refuses to write, so that a read which writes fails here as it will on a replica.
     *
     * @param reason why no replica will do
     * @throws SQLTransientConnectionException there are replicas, none is usable, and reads are not to burden the primary
     */
    Connection connection(AgroalDataSource primary, Reason reason, ReplicaSet replicas, boolean readOnly,
            boolean inTransaction) throws SQLException {
        if (reason == Reason.NO_USABLE_REPLICA && onNoReplica == OnNoReplica.FAIL && !replicas.isEmpty()) {
            throw new SQLTransientConnectionException("No replica is usable, and quarkus.replicated.on-no-replica=fail keeps "
                    + "reads away from the primary. Bring a replica back, or set it to 'primary'. " + Guide.SEE,
                    UNABLE_TO_CONNECT);
        }
        if (!refusesWrites && !readOnly) {
            return primary.getConnection();
        }
        return inTransaction ? CommitCapture.readOnly(primary::getReadOnlyConnection) : firstAlive(primary);
    }

    /**
     * To make a connection read-only is to talk to the server, and some of the pool may have died with an earlier one. Agroal
     * puts such a connection back when it fails to make it read-only itself, and the next read would get it again.
     */
    private static Connection firstAlive(AgroalDataSource primary) throws SQLException {
        for (int dead = primary.getConfiguration().connectionPoolConfiguration().maxSize();; dead--) {
            Connection connection = CommitCapture.readOnly(primary::getConnection);
            try {
                connection.setReadOnly(true);
                return connection;
            } catch (SQLException e) {
                RoutedConnections.close(connection, e);
                if (dead == 0 || !CheckoutFailure.isConnectionLost(e)) {
                    throw e;
                }
            }
        }
    }
}
