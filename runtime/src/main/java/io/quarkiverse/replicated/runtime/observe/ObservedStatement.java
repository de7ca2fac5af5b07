package io.quarkiverse.replicated.runtime.observe;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A statement of an observed connection. Outside of transactions a query is put into one of its own, in which it can be asked
 * what it has done; to the application that makes no difference.
 */
final class ObservedStatement implements InvocationHandler {

    private final Statement statement;
    private final Connection proxy;
    private final String prepared;
    private final ObservedConnection owner;

    /** @param prepared its text, or {@code null} if that comes with each execution */
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
        if (!name.startsWith("execute") || !owner.connection().getAutoCommit()) {
            return ObservedConnection.passOn(statement, method, arguments);
        }
        StatementKind kind = name.endsWith("Batch") ? StatementKind.CHANGE // A query must not be in one.
                : StatementKind.of(arguments != null && arguments[0] instanceof String sql ? sql : prepared);
        if (kind == StatementKind.QUERY) {
            return inTransaction(method, arguments);
        }
        owner.add(switch (kind) {
            case CHANGE -> Finding.WROTE;
            case UNKNOWN -> Finding.UNDECIDED;
            default -> Finding.NOTHING;
        });
        return ObservedConnection.passOn(statement, method, arguments);
    }

    private Object inTransaction(Method method, Object[] arguments) throws Throwable {
        Connection connection = owner.connection();
        // In a transaction the driver would leave rows on the server, which go away with the transaction.
        int fetchSize = statement.getFetchSize();
        Object result;
        try {
            statement.setFetchSize(0);
            connection.setAutoCommit(false);
            result = ObservedConnection.passOn(statement, method, arguments);
            owner.ask();
            connection.commit();
        } catch (Throwable e) {
            owner.add(Finding.UNDECIDED);
            giveUp(connection, fetchSize, e);
            throw e;
        }
        connection.setAutoCommit(true);
        statement.setFetchSize(fetchSize);
        return result;
    }

    /** The first exception survives. */
    private void giveUp(Connection connection, int fetchSize, Throwable because) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            statement.setFetchSize(fetchSize);
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
