package io.quarkiverse.replicated.runtime.monitor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.ServerIdentity;

/**
 * Proves that the particular server behind a pooled connection shows a position.
 * <p>
 * The monitor's information alone does not prove it. A replica that crashes and restarts shows <em>older</em> data than
 * before, until it has replayed the log again. Also, one name may lead to several servers. But a crash ends all connections. A
 * server's answer is therefore true of every connection that existed before the server was asked and that still exists. Each
 * connection is first asked which server is behind it. After that, the monitor's later answers from the same server are
 * sufficient.
 */
public final class ConnectionProof {

    private static final int MOST_SERVERS = 1_000;

    private final Dialect dialect;
    private final Duration timeout;
    private final Runnable onSeveralServers;
    // The answer of each connection when it was asked, without connections that have been closed.
    private final Map<Connection, Sample> known = new ConcurrentHashMap<>();
    private final Set<ServerIdentity> replaced = ConcurrentHashMap.newKeySet();
    private ServerIdentity last; // guarded by this
    private volatile boolean severalServers;

    /**
     * @param timeout how long a connection may take to answer, in whole seconds
     * @param onSeveralServers called once if connections of one pool lead to several servers
     */
    public ConnectionProof(Dialect dialect, Duration timeout, Runnable onSeveralServers) {
        this.dialect = dialect;
        this.timeout = timeout;
        this.onSeveralServers = onSeveralServers;
    }

    /**
     * Whether the connections lead to several servers in turn, so that the monitor's information proves nothing about any of
     * them.
     */
    public boolean hasSeveralServers() {
        return severalServers;
    }

    /**
     * Whether the server behind this connection shows what is required. The check costs a round trip for a new connection. For
     * others it costs nothing, as long as the monitor's information is sufficient. The connection may take part in a
     * transaction if nothing has been sent on it yet. The question is then asked outside of the transaction, because it would
     * fix the transaction's snapshot.
     *
     * @param connection the driver's own connection
     * @param monitored the server's last answer to the monitor, or {@code null}
     * @throws SQLException the server does not answer
     */
    public boolean isReached(RequiredPosition required, Connection connection, Sample monitored) throws SQLException {
        Sample own = known.get(connection);
        if (own != null && (shows(own, required) || isNewsOf(own, monitored) && shows(monitored, required))) {
            return true;
        }
        Sample asked = ask(connection);
        if (known.put(connection, asked) == null) {
            known.keySet().removeIf(ConnectionProof::isClosed);
            note(asked.server());
        }
        return shows(asked, required);
    }

    private static boolean shows(Sample sample, RequiredPosition required) {
        return sample.role() == Role.REPLICA && required.isReachedBy(sample.position());
    }

    private static boolean isNewsOf(Sample own, Sample monitored) {
        return monitored != null && own.server().equals(monitored.server())
                && monitored.sentAtNanos() - own.sentAtNanos() > 0;
    }

    /** Asks the connection outside of its transaction, which has not begun on the server as long as nothing was sent in it. */
    private Sample ask(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            return dialect.ask(connection, timeout);
        }
        connection.setAutoCommit(true);
        Sample answer;
        try {
            answer = dialect.ask(connection, timeout);
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

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true; // Nothing can be proved about this connection. If it is still alive, it is asked again.
        }
    }

    /**
     * Detects several servers. A restarted or replaced server takes the place of the old one for good, while one of several
     * servers comes back.
     */
    private void note(ServerIdentity server) {
        synchronized (this) {
            if (server.equals(last)) {
                return;
            }
            boolean cameBack = replaced.contains(server);
            if (last != null && replaced.size() < MOST_SERVERS) {
                replaced.add(last);
            }
            last = server;
            if (severalServers || !cameBack) {
                return;
            }
            severalServers = true;
        }
        onSeveralServers.run();
    }
}
