package io.quarkiverse.replicated.benchmarks.checkout;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;

/** One row that names the server, or what the library asks PostgreSQL. */
public abstract class NoOpResultSet implements ResultSet {

    private static final String LSN = "0/3000060";

    String server;
    int rows;
    /** The library's own question, or {@code null}. */
    String asked;
    private int row;

    ResultSet again() {
        row = 0;
        return this;
    }

    @Override
    public boolean next() {
        return row++ < rows;
    }

    @Override
    public boolean getBoolean(int column) {
        return column == 1 && isReplica();
    }

    @Override
    public int getInt(int column) {
        return 1;
    }

    @Override
    public long getLong(int column) {
        return column == 5 ? 7_123_456_789_012_345_678L : 1_000_000;
    }

    @Override
    public String getString(int column) {
        return asked == null ? server
                : asked.contains("pg_is_in_recovery") ? sample(column)
                        : asked.contains("redo_lsn") ? milestone(column) : committed(column);
    }

    @Override
    public Object getObject(int column) {
        return getString(column);
    }

    // Who it is, and how far it has come.
    private String sample(int column) {
        return switch (column) {
            case 2 -> LSN;
            case 3 -> isReplica() ? null : LSN;
            case 4 -> "1";
            case 6 -> server + ":5432";
            case 7 -> "1767225600000000";
            case 10 -> "app";
            default -> throw new IllegalArgumentException("There is no text in column " + column);
        };
    }

    // The last checkpoint.
    private static String milestone(int column) {
        return column == 2 ? "00000001" : LSN;
    }

    // The position of a commit.
    private static String committed(int column) {
        return column == 3 ? "00000001" : LSN;
    }

    private boolean isReplica() {
        return server.startsWith("replica");
    }

    @Override
    public ResultSetMetaData getMetaData() {
        return (ResultSetMetaData) Proxy.newProxyInstance(NoOpResultSet.class.getClassLoader(),
                new Class<?>[] { ResultSetMetaData.class }, (self, method, arguments) -> {
                    Class<?> type = method.getReturnType();
                    return type == String.class ? "server"
                            : type == int.class ? (Object) 1 : type == boolean.class ? Boolean.FALSE : null;
                });
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
