package io.quarkiverse.replicated.benchmarks.checkout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** Answers everything with the one row of its connection. */
public abstract class NoOpStatement implements PreparedStatement {

    NoOpConnection connection;
    NoOpResultSet rows;

    @Override
    public ResultSet executeQuery(String sql) {
        return rows.again();
    }

    @Override
    public ResultSet executeQuery() {
        return rows.again();
    }

    @Override
    public boolean execute(String sql) {
        rows.again();
        return true;
    }

    @Override
    public boolean execute() {
        rows.again();
        return true;
    }

    @Override
    public ResultSet getResultSet() {
        return rows;
    }

    @Override
    public int getUpdateCount() {
        return -1;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
