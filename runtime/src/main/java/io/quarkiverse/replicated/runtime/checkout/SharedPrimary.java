package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.PrimaryConnections.Entrance;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.Acquisition;
import io.quarkiverse.replicated.runtime.pool.NotThePrimary;
import io.quarkiverse.replicated.runtime.pool.Retirement;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * Takes connections of the primary while a pooler may lead each of them to another server with every transaction. Such a
 * connection must not get a setting for its session, because the pooler would leave the setting to other clients. And a
 * connection may lead to a replica although it led to the primary when it was made.
 */
final class SharedPrimary {

    // The application waits for the answer.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Server server;
    private final AgroalDataSource pool;
    private final ReplicaMonitor monitor;
    private final Dialect dialect;

    SharedPrimary(Servers servers, ReplicaMonitor monitor, Dialect dialect) {
        this.server = servers.primary();
        this.pool = servers.pool(server);
        this.monitor = monitor;
        this.dialect = dialect;
    }

    /** Whether the sessions of the primary are shared, as far as is known. */
    static boolean isShared(ReplicaSet known) {
        Sample primary = known.primary().sample();
        return primary != null && primary.session().isShared();
    }

    /**
     * Takes a connection. If something must be seen, the connection leads to the primary when it is taken; in a transaction,
     * that holds until the transaction ends.
     *
     * @param access what the connection is wanted for. Only a transaction can be made to refuse writes, so that a connection
     *        outside of transactions counts as one that writes.
     * @param entrance gives the permit that each connection carries
     * @param mustShow what must be seen
     * @param inTransaction whether the connection is the first one of an open transaction
     * @throws SQLException the server does not answer, or is a replica
     */
    Connection take(Access access, Entrance entrance, RequiredPosition mustShow, boolean inTransaction) throws SQLException {
        boolean refuses = access != Access.WRITE && inTransaction;
        for (int dead = inTransaction ? 0 : pool.getConfiguration().connectionPoolConfiguration().maxSize();; dead--) {
            Connection connection = Acquisition.take(refuses ? Access.READ_ONLY_TRANSACTION : Access.WRITE, entrance.enter(),
                    pool::getConnection);
            try {
                if (refuses) {
                    dialect.refuseWrites(connection);
                }
                if (mustShow != RequiredPosition.NONE) {
                    requirePrimary(connection);
                }
                return connection;
            } catch (SQLException e) {
                Retirement.of(connection, e);
                if (e instanceof DatabaseUnavailableException || dead == 0 || !dialect.kindOf(e).isConnectionLost()) {
                    monitor.connectionLost(server); // It is asked at once.
                    throw e;
                }
            }
        }
    }

    private void requirePrimary(Connection connection) throws SQLException {
        if (dialect.ask(connection.unwrap(Connection.class), Target.PRIMARY, PATIENCE).role() == Role.REPLICA) {
            throw NotThePrimary.behind(server.dataSource());
        }
    }
}
