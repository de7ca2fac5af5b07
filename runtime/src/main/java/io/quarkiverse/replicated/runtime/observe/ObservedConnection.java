package io.quarkiverse.replicated.runtime.observe;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Finding;

/**
 * A connection that finds out what it is used for, and behaves like the one it wraps. A transaction is asked before it ends,
 * also when the connection is given back before a JTA transaction ends. Not for several threads at a time, as all connections.
 */
public final class ObservedConnection implements InvocationHandler {

    private static final Integer UPDATABLE = ResultSet.CONCUR_UPDATABLE;

    private final Connection connection;
    private final Dialect dialect;
    private final Consumer<Finding> onReturn;
    private Finding finding = Finding.NOTHING;
    private boolean asks;
    private boolean inSqlTransaction;
    private boolean closed;

    private ObservedConnection(Connection connection, Dialect dialect, Consumer<Finding> onReturn) {
        this.connection = connection;
        this.dialect = dialect;
        this.onReturn = onReturn;
    }

    /** @param onReturn is given what it was used for, once, when it is given back */
    public static Connection around(Connection connection, Dialect dialect, Consumer<Finding> onReturn) {
        return (Connection) Proxy.newProxyInstance(ObservedConnection.class.getClassLoader(),
                new Class<?>[] { Connection.class },
                new ObservedConnection(connection, dialect, onReturn));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            case "close":
                close();
                return null;
            case "commit", "rollback", "setAutoCommit": // The last one commits what is open.
                ask();
                break;
            case "unwrap":
                add(Finding.UNDECIDED); // What is done with it is not seen.
                break;
            case "createStatement", "prepareStatement", "prepareCall":
                if (Stream.of(arguments == null ? new Object[0] : arguments).anyMatch(UPDATABLE::equals)) {
                    add(Finding.UNDECIDED); // Its rows can be written, which is not seen.
                }
                break;
            default:
        }
        Object result = passOn(connection, method, arguments);
        return result instanceof Statement statement && method.getName().startsWith("pre")
                ? observed(statement, (Connection) proxy, (String) arguments[0])
                : result instanceof Statement statement ? observed(statement, (Connection) proxy, null) : result;
    }

    private Statement observed(Statement statement, Connection proxy, String sql) {
        Class<?> type = statement instanceof CallableStatement ? CallableStatement.class
                : statement instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return (Statement) Proxy.newProxyInstance(ObservedConnection.class.getClassLoader(), new Class<?>[] { type },
                new ObservedStatement(statement, proxy, sql, this));
    }

    private void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            ask();
            connection.close();
        } finally {
            onReturn.accept(finding);
        }
    }

    /** Notes that a statement was executed in a transaction, which has to be asked before it ends. */
    void noteUseInTransaction() {
        asks = true;
    }

    /**
     * Asks the open transaction what it has done, if it has been used since it was last asked. A JTA transaction that has ended
     * before its connection was given back cannot be asked any more. Never throws: the application has asked for nothing.
     */
    void ask() {
        if (!asks || finding == Finding.WROTE) {
            return;
        }
        asks = false;
        add(dialect.findingOf(connection));
    }

    void add(Finding next) {
        finding = finding.and(next);
    }

    /** SQL has begun a transaction, or may have. The driver does not know about it. */
    boolean isInSqlTransaction() {
        return inSqlTransaction;
    }

    void setInSqlTransaction(boolean is) {
        inSqlTransaction = is;
    }

    Dialect dialect() {
        return dialect;
    }

    Connection connection() {
        return connection;
    }

    static Object passOn(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
