package io.quarkiverse.replicated.runtime.observe;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Finding;
import io.quarkiverse.replicated.runtime.server.StatementKind;

/**
 * A statement of an observed connection. Outside of transactions, a query runs in a transaction of its own, which can be asked
 * what it has done. The application sees no difference.
 */
final class ObservedStatement implements InvocationHandler {

    private final Statement statement;
    private final Connection proxy;
    private final String prepared;
    private final ObservedConnection owner;

    /** @param prepared the statement's text, or {@code null} if the text comes with each execution */
    ObservedStatement(Statement statement, Connection proxy, String prepared, ObservedConnection owner) {
        this.statement = statement;
        this.proxy = proxy;
        this.prepared = prepared;
        this.owner = owner;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("equals")) {
            return self == arguments[0];
        }
        if (name.equals("hashCode")) {
            return System.identityHashCode(self);
        }
        if (name.equals("getConnection")) {
            return proxy;
        }
        if (name.equals("unwrap")) {
            owner.add(Finding.UNDECIDED); // The use of the unwrapped object cannot be seen.
        }
        return name.startsWith("execute") ? execute(method, arguments)
                : ObservedConnection.passOn(statement, method, arguments);
    }

    private Object execute(Method method, Object[] arguments) throws Throwable {
        String sql = arguments != null && arguments[0] instanceof String text ? text : prepared;
        StatementKind kind = method.getName().endsWith("Batch") ? StatementKind.CHANGE // A batch must not contain a query.
                : owner.dialect().kindOf(sql);
        boolean inTransaction = owner.isInSqlTransaction() || !owner.connection().getAutoCommit();
        if (kind == StatementKind.QUERY && !inTransaction && !owner.connection().isReadOnly()) {
            return inTransaction(method, arguments, sql);
        }
        if (kind == StatementKind.END || kind == StatementKind.END_OF_PART) {
            owner.ask();
            owner.setInSqlTransaction(kind == StatementKind.END_OF_PART && owner.isInSqlTransaction());
        } else if (inTransaction) {
            owner.noteUseInTransaction(sql == null ? "" : sql);
        }
        owner.add(switch (kind) {
            case CHANGE -> Finding.WROTE;
            case SEVERAL -> Finding.UNDECIDED;
            case UNKNOWN, QUERY -> inTransaction ? Finding.NOTHING : Finding.UNDECIDED;
            case NEITHER, BEGIN, END, END_OF_PART -> Finding.NOTHING;
        });
        if (kind == StatementKind.BEGIN || kind == StatementKind.SEVERAL) {
            owner.setInSqlTransaction(true);
        }
        return ObservedConnection.passOn(statement, method, arguments);
    }

    private Object inTransaction(Method method, Object[] arguments, String sql) throws Throwable {
        Connection connection = owner.connection();
        // In a transaction, the driver would leave rows on the server, where they disappear with the transaction.
        int fetchSize = statement.getFetchSize();
        Object result;
        try {
            statement.setFetchSize(0);
            connection.setAutoCommit(false);
            result = ObservedConnection.passOn(statement, method, arguments);
            askAndCommit(connection, sql);
        } catch (Throwable e) {
            giveUp(connection, fetchSize, e, sql);
            if (e instanceof SQLException failure && owner.dialect().kindOf(failure) == Failure.HEALED_BY_DRIVER) {
                owner.add(Finding.UNDECIDED);
                return ObservedConnection.passOn(statement, method, arguments);
            }
            throw e;
        }
        connection.setAutoCommit(true);
        statement.setFetchSize(fetchSize);
        return result;
    }

    private void askAndCommit(Connection connection, String sql) throws SQLException {
        owner.noteUseInTransaction(sql);
        owner.ask();
        connection.commit();
    }

    /**
     * Ends the transaction after a failure. If the driver objected to what the server has done, the server would have
     * committed that without the added transaction, so it is committed here, too. What has failed on the server is rolled back
     * by the commit. The first exception is kept.
     */
    private void giveUp(Connection connection, int fetchSize, Throwable because, String sql) {
        try {
            askAndCommit(connection, sql);
        } catch (SQLException e) {
            if (owner.dialect().kindOf(e) != Failure.FAILED_TRANSACTION) {
                because.addSuppressed(e);
            }
        }
        try {
            connection.setAutoCommit(true);
            statement.setFetchSize(fetchSize);
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
