package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import javax.sql.XAConnection;

import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.pool.ConnectionFactory;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.ReplicationProbe;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.QuestionRefused;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.SqlState;

/**
 * Probes a server over one connection that it keeps. The connection is made in the same way as those of the server's pool. It
 * is never taken from the pool, because an exhausted pool does not mean that the server is dead.
 */
public final class ConnectionProbe implements ReplicationProbe {

    private static final System.Logger LOG = System.getLogger(ConnectionProbe.class.getName());

    // A connection that is in use for longer than this without a statement keeps others from the pool.
    private static final Duration LATELY = Duration.ofSeconds(30);

    private final Target target;
    private final Duration timeout;
    private final Dialect dialect;
    private final Clock clock;
    private final Runnable onConnectionLost;
    private final ConnectionFactory factory;
    private XAConnection connection;

    /**
     * @param target the kind of server that the connection should lead to
     * @param ofPool how the server's pool makes its connections
     * @param timeout in whole seconds. Agroal's login timeout is not used, because it is set on
     *        {@link java.sql.DriverManager}, for all connections of the JVM.
     * @param onConnectionLost called if the connection turns out to have been broken since the last probe
     */
    public ConnectionProbe(Target target, AgroalConnectionFactoryConfiguration ofPool, Duration timeout,
            Runnable onConnectionLost, Dialect dialect, Clock clock) {
        this.target = target;
        this.onConnectionLost = onConnectionLost;
        this.timeout = timeout.truncatedTo(ChronoUnit.SECONDS);
        this.dialect = dialect;
        this.clock = clock;
        AgroalConnectionFactoryConfigurationSupplier configuration = new AgroalConnectionFactoryConfigurationSupplier(ofPool);
        for (String property : dialect.timeoutProperties()) {
            configuration.jdbcProperty(property, String.valueOf(timeout.toSeconds()));
        }
        this.factory = new ConnectionFactory(configuration.get());
    }

    @Override
    public Sample probe() throws SQLException {
        if (connection == null) {
            return ask();
        }
        boolean lost;
        try {
            return ask();
        } catch (SQLTimeoutException | QuestionRefused e) {
            throw e;
        } catch (SQLException e) {
            lost = dialect.kindOf(e).isConnectionLost();
        }
        // The server may have ended this connection only, or the server has died and is back.
        Failure again = null;
        try {
            return ask();
        } catch (SQLException e) {
            again = dialect.kindOf(e);
            throw e;
        } finally {
            if (lost && again != Failure.BUSY) { // A server that is full would not let the pool's connections come back.
                onConnectionLost.run();
            }
        }
    }

    private Sample ask() throws SQLException {
        long startedAtNanos = clock.nanos();
        boolean isNew = connection == null;
        try {
            if (isNew) {
                connection = factory.createConnection();
            }
            Sample answer = dialect.ask(connection.getConnection(), target, timeout);
            return isNew && answer.role() == Role.PRIMARY ? withMilestone(answer) : answer;
        } catch (QuestionRefused e) {
            throw e; // A new connection would get the same answer.
        } catch (SQLException | RuntimeException e) {
            boolean connected = connection != null;
            discard(e);
            // The driver reports a timeout in several ways. It has shorter timeouts for some of its steps, such as five seconds
            // for the answer whether TLS is available.
            Duration waited = Duration.ofNanos(clock.nanos() - startedAtNanos);
            if (waited.compareTo(timeout) >= 0 || SqlState.isTimeout(e)) {
                long seconds = Math.max(1, Math.min(waited.toSeconds(), timeout.toSeconds()));
                throw new SQLTimeoutException("it did not answer within " + seconds + " s", e);
            }
            if (connected && e instanceof SQLException error && !dialect.kindOf(error).isConnectionLost()) {
                throw new QuestionRefused(error, Role.UNKNOWN);
            }
            throw e;
        }
    }

    /** A primary that is asked over a new connection may have been away, so it is asked for how long it has been back. */
    private Sample withMilestone(Sample answer) throws SQLException {
        try {
            return answer.with(dialect.milestone(connection.getConnection(), answer, timeout));
        } catch (SQLException e) {
            if (dialect.kindOf(e).isConnectionLost()) {
                throw e;
            }
            LOG.log(System.Logger.Level.DEBUG, "The primary does not report its last checkpoint", e);
            return answer;
        }
    }

    @Override
    public boolean hasWorkedForPool() throws SQLException {
        return connection == null || dialect.hasWorkedFor(connection.getConnection(), LATELY, timeout);
    }

    @Override
    public void reconnect() {
        discard(null);
    }

    @Override
    public void close() {
        discard(null);
    }

    private void discard(Exception cause) {
        XAConnection discarded = connection;
        connection = null;
        if (discarded != null) {
            try {
                discarded.close();
            } catch (SQLException e) {
                // The server may be gone. Nothing more can be done with this connection.
                if (cause != null) {
                    cause.addSuppressed(e);
                }
            }
        }
    }
}
