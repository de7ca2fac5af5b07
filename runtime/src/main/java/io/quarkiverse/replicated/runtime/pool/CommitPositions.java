package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.QuestionRefused;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;

/** Asks connections of the primary which server is behind them, and for the position of what was committed with them. */
final class CommitPositions {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    // The application waits for the answer.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String primary;
    private final Dialect dialect;
    // Any thread may set it. It keeps the log from repeating the same warning.
    private volatile boolean failing;

    CommitPositions(String primary, Dialect dialect) {
        this.primary = primary;
        this.dialect = dialect;
    }

    /**
     * Asks a new connection which server is behind it. Once is enough for a connection that keeps its server, because a primary
     * cannot become a replica without ending its connections.
     *
     * @throws DatabaseUnavailableException the server is a replica
     * @throws SQLException the connection is of no use
     */
    void identify(Connection connection, Loan loan) throws SQLException {
        try {
            ask(connection, loan);
            endTransaction(connection);
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (SQLException e) {
            if (e instanceof QuestionRefused refusal && refusal.role() == Role.REPLICA) {
                throw NotThePrimary.behind(primary);
            }
            if (dialect.kindOf(e).isConnectionLost()) {
                throw e;
            }
            endTransaction(connection);
            LOG.debug("A new connection could not be asked which server is behind it; it is asked again on its return", e);
        }
    }

    private Sample ask(Connection connection, Loan loan) throws SQLException {
        Sample server = loan.server();
        if (server == null) {
            server = dialect.ask(connection, Target.PRIMARY, PATIENCE);
            if (server.role() == Role.REPLICA) {
                throw NotThePrimary.behind(primary);
            }
            loan.setServer(server);
        }
        return server;
    }

    /**
     * The position of what was committed; {@link RequiredPosition#UNKNOWN} if it is not available. Never throws, because
     * Agroal would lose the connection for good.
     *
     * @param unusable called if the connection must not be used again
     */
    RequiredPosition of(Connection connection, Loan loan, Runnable unusable) {
        try {
            LogPosition position = committed(connection, loan);
            endTransaction(connection);
            failing = false;
            return position == null ? RequiredPosition.UNKNOWN : RequiredPosition.of(position);
        } catch (Throwable e) { // See above.
            report(e);
            if (!isStillGood(connection, e)) {
                // Otherwise the next user of the connection would get the error, because Agroal does not detect every failure
                // that ends a connection.
                unusable.run();
            }
            return RequiredPosition.UNKNOWN;
        }
    }

    /**
     * The position of what was committed, or {@code null}. Over a shared session, another server may answer than the one that
     * committed. Its position counts only if it is the server that answered before the commit.
     */
    private LogPosition committed(Connection connection, Loan loan) throws SQLException {
        Sample before = loan.server();
        if (before == null || !before.session().isShared()) {
            Sample server = ask(connection, loan);
            return server.session().isShared() ? null : dialect.committed(connection, server, PATIENCE);
        }
        Sample answer = dialect.ask(connection, Target.PRIMARY, PATIENCE);
        if (answer.role() == Role.PRIMARY) {
            loan.setServer(answer);
        }
        return Objects.equals(answer.server(), before.server()) ? dialect.committed(answer) : null;
    }

    /** Whether the server has answered with an error, for instance because of a missing right, so that nothing is in doubt. */
    private boolean isStillGood(Connection connection, Throwable failure) {
        try {
            if (!(failure instanceof SQLException error) || error.getSQLState() == null
                    || dialect.kindOf(error).isConnectionLost()
                    || error instanceof QuestionRefused refusal && refusal.role() == Role.REPLICA) {
                return false;
            }
            endTransaction(connection);
            return true;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** Ends the transaction that a question has started. */
    private static void endTransaction(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private void report(Throwable failure) {
        if (!failing) {
            failing = true;
            LOG.warnf("The position of a commit could not be read: %s. Its client reads from the primary for a while. This is "
                    + "not logged again until it has worked once. %s", failure, Guide.POSITIONS);
        }
        LOG.debug("The position of a commit could not be read", failure);
    }
}
