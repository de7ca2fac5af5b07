package io.quarkiverse.replicated.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.runtime.ReplicatedRuntimeConfig.OnNoReplica;
import io.quarkiverse.replicated.runtime.replica.ReplicaSet;

/** What a read gets that wanted a replica when none is usable. */
record PrimaryFallback(OnNoReplica onNoReplica, boolean refusesWrites) {

    // "The SQL-client was unable to establish the SQL-connection", ISO/IEC 9075
    private static final String UNABLE_TO_CONNECT = "08001";

    /**
     * A connection of the primary that refuses to write, so that a read which writes fails here as it will on a replica.
     *
     * @throws SQLTransientConnectionException there are replicas, none is usable, and reads are not to burden the primary
     */
    Connection connection(AgroalDataSource primary, ReplicaSet replicas, boolean readOnly) throws SQLException {
        if (onNoReplica == OnNoReplica.FAIL && !replicas.isEmpty()) {
            throw new SQLTransientConnectionException("No replica is usable, and quarkus.replicated.on-no-replica=fail keeps "
                    + "reads away from the primary. Bring a replica back, or set it to 'primary'. " + Guide.SEE,
                    UNABLE_TO_CONNECT);
        }
        return refusesWrites || readOnly ? primary.getReadOnlyConnection() : primary.getConnection();
    }
}
