package io.quarkiverse.replicated.runtime.monitor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * Proves that the particular server behind a pooled connection shows a position.
 * <p>
 * The monitor's information alone does not prove it. A replica that crashes and restarts shows <em>older</em> data than
 * before, until it has replayed the log again. Also, one name may lead to several servers. But a crash ends all connections. A
 * server's answer is therefore true of every connection that existed before the server was asked and that still exists. Each
 * connection is first asked which server is behind it. After that, the monitor's later answers from the same server are
 * sufficient.
 * <p>
 * None of this is true of a shared session, whose pooler keeps the server for one transaction only. An answer over such a
 * connection proves something about the rest of the transaction in which it was given, if each statement of the transaction
 * shows what there is when the statement begins. It proves nothing about any other use of the connection.
 */
public final class ConnectionProof {

    private final Dialect dialect;
    private final Duration timeout;
    private final ServerChanges changes;
    private final Runnable onMovingSession;
    // The last answer of each connection that was asked, without connections that have been closed.
    private final Map<Connection, Sample> known = new ConcurrentHashMap<>();
    private volatile boolean shared;

    /**
     * @param timeout how long a connection may take to answer, in whole seconds
     * @param onSeveralServers called once if connections of one pool lead to several servers
     * @param onMovingSession called once if a connection that should keep its server leads to another one
     */
    public ConnectionProof(Dialect dialect, Duration timeout, Clock clock, Runnable onSeveralServers,
            Runnable onMovingSession) {
        this.dialect = dialect;
        this.timeout = timeout;
        this.changes = new ServerChanges(clock, onSeveralServers);
        this.onMovingSession = onMovingSession;
    }

    /**
     * Whether a connection that is taken now can be proved. A transaction cannot move to another connection, so the servers
     * behind the name must not change all the time. A shared session can only be proved inside a transaction, and only if the
     * question does not fix what the transaction shows.
     *
     * @param monitored the server's last answer to the monitor, or {@code null}
     * @param inTransaction whether the connection takes part in a transaction until it is given back
     */
    public boolean isProvable(Sample monitored, boolean inTransaction) {
        if (!inTransaction) {
            return !isShared(monitored);
        }
        return !changes.hasSeveralServers()
                && (monitored == null || !isShared(monitored) || !monitored.session().keepsSnapshot());
    }

    /**
     * Whether the connections lead to several servers in turn, so that the monitor's information proves nothing about any of
     * them.
     */
    public boolean hasSeveralServers() {
        return changes.hasSeveralServers();
    }

    /**
     * Whether the server behind this connection shows what is required. The check costs a round trip for a new connection and
     * for a shared session. For others it costs nothing, as long as the monitor's information is sufficient. The connection
     * may take part in a transaction if nothing has been sent on it yet. The question is then asked outside of the
     * transaction, because it could fix the transaction's snapshot; a shared session is asked inside. Where the question
     * belongs outside but a transaction is open, nothing is proved.
     *
     * @param connection the driver's own connection
     * @param monitored the server's last answer to the monitor, or {@code null}
     * @param inTransaction whether the connection takes part in a transaction until it is given back
     * @throws SQLException the server does not answer
     */
    public boolean isReached(RequiredPosition required, Connection connection, Sample monitored, boolean inTransaction)
            throws SQLException {
        Sample own = known.get(connection);
        if (own != null && !isShared(own) && isSameDatabase(own, monitored)
                && (shows(own, required) || isNewsOf(own, monitored) && shows(monitored, required))) {
            return true;
        }
        if (!isShared(own != null ? own : monitored)) {
            if (dialect.hasOpenTransaction(connection)) {
                return false; // The question would end that transaction, or show more than its snapshot does.
            }
            Sample asked = remember(connection, own, askOutside(connection).after(monitored));
            if (!isShared(asked)) {
                return isSameDatabase(asked, monitored) && shows(asked, required);
            }
        }
        return inTransaction && isReachedInside(required, connection, monitored);
    }

    /** Asks as a part of the transaction, for whose other statements the pooler keeps the server that answers. */
    private boolean isReachedInside(RequiredPosition required, Connection connection, Sample monitored) throws SQLException {
        if (connection.getAutoCommit()) {
            return false;
        }
        Sample asked = remember(connection, known.get(connection),
                dialect.ask(connection, Target.REPLICA, timeout).after(monitored));
        return isSameDatabase(asked, monitored) && shows(asked, required) && !asked.session().keepsSnapshot();
    }

    /** A pooler may lead the connections of one datasource to several databases, whose positions are those of one log. */
    private static boolean isSameDatabase(Sample own, Sample monitored) {
        return monitored == null || own.isSameDatabase(monitored);
    }

    /**
     * Whether an answer over this session holds for its transaction only.
     *
     * @param sample an answer over a connection of the same pool, or {@code null}
     */
    public boolean isShared(Sample sample) {
        return shared || sample != null && sample.session().isShared();
    }

    private static boolean shows(Sample sample, RequiredPosition required) {
        return sample.role() == Role.REPLICA && required.isReachedBy(sample.position());
    }

    private static boolean isNewsOf(Sample own, Sample monitored) {
        return monitored != null && own.server().equals(monitored.server())
                && monitored.sentAtNanos() - own.sentAtNanos() > 0;
    }

    /** Asks the connection outside of its transaction, which has not begun on the server as long as nothing was sent in it. */
    private Sample askOutside(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            return dialect.ask(connection, Target.REPLICA, timeout);
        }
        connection.setAutoCommit(true);
        Sample answer;
        try {
            answer = dialect.ask(connection, Target.REPLICA, timeout);
        } catch (SQLException e) {
            try {
                connection.setAutoCommit(false);
            } catch (SQLException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        connection.setAutoCommit(false);
        return answer;
    }

    /** @param before the previous answer of this connection, or {@code null} */
    private Sample remember(Connection connection, Sample before, Sample answer) {
        known.put(connection, answer);
        if (before == null) {
            known.keySet().removeIf(ConnectionProof::isClosed);
        }
        boolean moved = before != null && !before.isFromSameSession(answer);
        if (before == null || moved) {
            changes.note(answer.server());
        }
        if (!shared && (moved || answer.session().isShared())) {
            shared = true;
            if (!answer.session().isShared()) {
                onMovingSession.run();
            }
        }
        return answer;
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true; // Nothing can be proved about this connection. If it is still alive, it is asked again.
        }
    }
}
