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
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Finding;

/**
 * A connection that records what it is used for, and otherwise behaves like the connection it wraps. A transaction is asked
 * before it ends, also when the connection is returned before a JTA transaction ends. Like every connection, it must not be
 * used by several threads at a time.
 */
public final class ObservedConnection implements InvocationHandler {

    private static final Integer UPDATABLE = ResultSet.CONCUR_UPDATABLE;
    private static final int MOST_STATEMENTS = 1_000;

    private final Connection connection;
    private final Dialect dialect;
    private final Consumer<Finding> onReturn;
    // What was executed since the transaction was last asked. A transaction repeats few texts often.
    private final Set<String> statements = new HashSet<>();
    private Finding finding = Finding.NOTHING;
    private boolean asks;
    private boolean inSqlTransaction;
    private boolean closed;

    private ObservedConnection(Connection connection, Dialect dialect, Consumer<Finding> onReturn) {
        this.connection = connection;
        this.dialect = dialect;
        this.onReturn = onReturn;
    }

    /** @param onReturn gets the finding, once, when the connection is returned */
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
            case "commit", "rollback", "setAutoCommit": // setAutoCommit commits an open transaction.
                ask();
                break;
            case "unwrap":
                add(Finding.UNDECIDED); // The use of the unwrapped object cannot be seen.
                break;
            case "createStatement", "prepareStatement", "prepareCall":
                if (Stream.of(arguments == null ? new Object[0] : arguments).anyMatch(UPDATABLE::equals)) {
                    add(Finding.UNDECIDED); // Writes to its rows cannot be seen.
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

    /**
     * Records that a statement was executed in a transaction, which must be asked before it ends.
     *
     * @param sql the text of the statement
     */
    void noteUseInTransaction(String sql) {
        asks = true;
        if (statements.size() < MOST_STATEMENTS) {
            statements.add(sql);
        }
    }

    /**
     * Asks the open transaction what it has done, if it was used since it was last asked. A JTA transaction that ended before
     * its connection was returned can no longer be asked. Never throws, because the application has not asked for anything.
     */
    void ask() {
        if (!asks || finding == Finding.WROTE) {
            return;
        }
        asks = false;
        add(dialect.findingOf(connection, statements));
        statements.clear();
    }

    void add(Finding next) {
        finding = finding.and(next);
    }

    /** Whether SQL has begun a transaction, or may have. The driver does not know about such a transaction. */
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
