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
 * Proves that the very server behind a pooled connection shows a position.
 * <p>
 * The monitor's news alone does not prove it. A replica that crashes and restarts shows <em>older</em> data than it did before,
 * until it has replayed the log again; and one name may lead to several servers. But a crash ends all connections. So what a
 * server said is true of every connection to it that existed before the server was asked, and that still exists. A connection
 * is first asked which server is behind it. After that the monitor's later news about the same server will do.
 */
public final class ConnectionProof {

    private static final int MOST_SERVERS = 1_000;

    private final Dialect dialect;
    private final Duration timeout;
    private final Runnable onSeveralServers;
    // What each connection said itself when it was asked, without those that have been closed.
    private final Map<Connection, Sample> known = new ConcurrentHashMap<>();
    private final Set<ServerIdentity> replaced = ConcurrentHashMap.newKeySet();
    private ServerIdentity last; // guarded by this
    private volatile boolean severalServers;

    /**
     * @param timeout how long a connection may take to answer, in whole seconds
     * @param onSeveralServers is run once when connections of one pool turn out to lead to several servers
     */
    public ConnectionProof(Dialect dialect, Duration timeout, Runnable onSeveralServers) {
        this.dialect = dialect;
        this.timeout = timeout;
        this.onSeveralServers = onSeveralServers;
    }

    /** The connections lead to several servers in turn: the monitor's news says nothing about any of them. */
    public boolean hasSeveralServers() {
        return severalServers;
    }

    /**
     * The server behind this connection shows what is required. Costs a round trip for a connection that is new, and nothing
     * for others as long as the monitor's news will do. The connection may take part in a transaction if nothing has been
     * sent on it yet: the question is asked outside of it, since it would fix a transaction's snapshot.
     *
     * @param connection of the driver itself
     * @param monitored what the server said last to the monitor, or {@code null}
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

    /** A transaction has not begun on the server as long as nothing was sent in it. */
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
            return true; // Nothing can be proved of it; if it is alive after all, it is asked again.
        }
    }

    /** A restarted or replaced server takes the place of the old one for good. One that comes back is one of several. */
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
