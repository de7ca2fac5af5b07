package io.quarkiverse.replicated.runtime.pool;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;

/** A driver that records what is done with its connections, and that refuses to change the mode after SQL, as others do. */
public final class RecordingDriver implements Driver {

    static final List<Recorded> CONNECTIONS = new CopyOnWriteArrayList<>();

    /** What was done with one connection. */
    static final class Recorded {

        final List<String> calls = new CopyOnWriteArrayList<>();
        volatile boolean readOnly;
        volatile boolean autoCommit = true;
        volatile boolean closed;
        volatile boolean broken;
        private volatile boolean inTransaction;

        private Object call(String method, Object[] arguments, Connection self) throws SQLException {
            if (broken && !method.equals("close") && !method.equals("isClosed")) {
                throw new SQLException("broken", "08006");
            }
            switch (method) {
                case "isReadOnly":
                    return readOnly;
                case "getAutoCommit":
                    return autoCommit;
                case "isClosed":
                    return closed;
                case "unwrap":
                    return self;
                case "createStatement":
                    return statement();
                case "getTransactionIsolation":
                    return Connection.TRANSACTION_READ_COMMITTED;
                case "setReadOnly":
                    if (inTransaction) {
                        throw new SQLException("Cannot change the mode in a transaction", "25001");
                    }
                    readOnly = (boolean) arguments[0];
                    break;
                case "setAutoCommit":
                    autoCommit = (boolean) arguments[0];
                    inTransaction = false;
                    break;
                case "commit", "rollback":
                    inTransaction = false;
                    break;
                case "close":
                    closed = true;
                    break;
                default:
                    return null;
            }
            calls.add(arguments == null ? method : method + " " + arguments[0]);
            return null;
        }

        private Statement statement() {
            return proxy(Statement.class, (self, method, arguments) -> {
                if (method.startsWith("execute")) {
                    inTransaction = !autoCommit;
                    calls.add((String) arguments[0]);
                }
                return method.equals("execute") ? (Object) false : null;
            });
        }
    }

    @Override
    public Connection connect(String url, Properties properties) {
        Recorded recorded = new Recorded();
        CONNECTIONS.add(recorded);
        return proxy(Connection.class, (self, method, arguments) -> recorded.call(method, arguments, (Connection) self));
    }

    private interface Calls {

        Object call(Object self, String method, Object[] arguments) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(RecordingDriver.class.getClassLoader(), new Class<?>[] { type },
                (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    case "toString" -> type.getSimpleName();
                    default -> calls.call(self, method.getName(), arguments);
                }));
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith("jdbc:recording:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
