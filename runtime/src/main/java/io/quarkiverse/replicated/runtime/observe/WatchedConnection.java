package io.quarkiverse.replicated.runtime.observe;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

import io.quarkiverse.replicated.runtime.server.Dialect;

/**
 * A connection that remembers the texts of its statements until it is returned, and otherwise behaves like the connection it
 * wraps. Like every connection, it must not be used by several threads at a time.
 */
final class WatchedConnection implements InvocationHandler {

    private static final int MOST_STATEMENTS = 1_000;

    private final Connection connection;
    private final Dialect dialect;
    private final Runnable onLock;
    private final Set<String> statements = new HashSet<>();

    private WatchedConnection(Connection connection, Dialect dialect, Runnable onLock) {
        this.connection = connection;
        this.dialect = dialect;
        this.onLock = onLock;
    }

    /** @param onLock called when the connection is returned, if it took a lock that only its own server knows of */
    static Connection around(Connection connection, Dialect dialect, Runnable onLock) {
        return (Connection) Proxy.newProxyInstance(WatchedConnection.class.getClassLoader(),
                new Class<?>[] { Connection.class },
                new WatchedConnection(connection, dialect, onLock));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            case "close":
                judge();
                break;
            case "prepareStatement", "prepareCall":
                remember(arguments);
                break;
            default:
        }
        Object result = ObservedConnection.passOn(connection, method, arguments);
        return method.getName().equals("createStatement") ? watched((Statement) result, (Connection) proxy) : result;
    }

    private Statement watched(Statement statement, Connection proxy) {
        return (Statement) Proxy.newProxyInstance(WatchedConnection.class.getClassLoader(), new Class<?>[] { Statement.class },
                (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "equals":
                            return self == arguments[0];
                        case "hashCode":
                            return System.identityHashCode(self);
                        case "getConnection":
                            return proxy;
                        default:
                            remember(arguments);
                            return ObservedConnection.passOn(statement, method, arguments);
                    }
                });
    }

    private void remember(Object[] arguments) {
        if (arguments != null && arguments[0] instanceof String sql && statements.size() < MOST_STATEMENTS) {
            statements.add(sql);
        }
    }

    private void judge() throws SQLException {
        if (!statements.isEmpty() && !connection.isClosed() && dialect.takesLocalLocks(connection, statements)) {
            onLock.run();
        }
        statements.clear();
    }
}
