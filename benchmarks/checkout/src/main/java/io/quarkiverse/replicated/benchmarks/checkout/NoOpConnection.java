package io.quarkiverse.replicated.benchmarks.checkout;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** To one of the servers. Its one statement serves again and again. */
public abstract class NoOpConnection implements Connection {

    String url;
    String server;
    NoOpStatement statement;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private boolean autoCommit = true;
    private boolean readOnly;
    private boolean closed;

    @Override
    public Statement createStatement() {
        return statement;
    }

    @Override
    public Statement createStatement(int type, int concurrency) {
        return statement;
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) {
        return statement;
    }

    @Override
    public PreparedStatement prepareStatement(String sql) {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = NoOpDriver.prepared(this, sql);
            prepared.put(sql, known);
        }
        return known;
    }

    @Override
    public boolean getAutoCommit() {
        return autoCommit;
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {
        this.autoCommit = autoCommit;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        this.readOnly = readOnly;
    }

    @Override
    public int getTransactionIsolation() {
        return TRANSACTION_READ_COMMITTED;
    }

    @Override
    public int getHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public String getCatalog() {
        return "app";
    }

    @Override
    public boolean isValid(int timeout) {
        return !closed;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public DatabaseMetaData getMetaData() {
        Map<String, Object> known = Map.of("getURL", url, "getUserName", "app", "getDatabaseProductName",
                url.startsWith("jdbc:h2:") ? "H2" : "PostgreSQL", "getDatabaseProductVersion", "18.6",
                "getDriverName", "no-op", "getDriverVersion", "1.0", "getConnection", this);
        return (DatabaseMetaData) Proxy.newProxyInstance(NoOpConnection.class.getClassLoader(),
                new Class<?>[] { DatabaseMetaData.class }, (self, method, arguments) -> {
                    Class<?> type = method.getReturnType();
                    Object answer = known.get(method.getName());
                    return answer != null ? answer
                            : type == ResultSet.class ? NoOpDriver.Empty.rows()
                                    : type == boolean.class ? (Object) Boolean.FALSE : type == int.class ? 0 : null;
                });
    }
}
