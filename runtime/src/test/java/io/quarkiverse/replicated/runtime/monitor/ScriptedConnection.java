package io.quarkiverse.replicated.runtime.monitor;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.postgresql.PGConnection;

/** A connection to a server that reports what the test sets, in the order in which PostgreSQL is asked. */
public final class ScriptedConnection {

    public static final long SYSTEM_IDENTIFIER = 7_123_456_789_012_345_678L;

    /**
     * The hash that positions carry instead of the system identifier: the first four bytes of the SHA-256 of its decimal
     * digits.
     */
    public static final int DATABASE = 0xE80440E3;

    static final long DATABASE_NUMBER = 16_384;

    final List<Boolean> autoCommitWhenAsked = new ArrayList<>();
    int networkTimeoutMillis;
    int networkTimeoutWhenAsked;
    boolean autoCommit = true;
    boolean closed;
    /** Whether something has been sent in a transaction. */
    boolean transactionOpen;
    SQLException failure;
    // Kept so that each call costs the same array, however the compiler has inlined it, because tests count bytes.
    volatile Object[] lastArguments;
    private boolean inRecovery = true;
    private String timeline = "1";
    private String position = "0/64";
    private String address;
    private String startedAt = "2026-11-22 12:00:00+00";
    private int backend = 4711;
    private int backendOfDriver = 4711;
    private boolean keepsSnapshot;
    private final Connection connection = proxy(DriverConnection.class, this::ofConnection);

    public ScriptedConnection(String address) {
        this.address = address;
    }

    public Connection get() {
        return connection;
    }

    public int timesAsked() {
        return autoCommitWhenAsked.size();
    }

    public ScriptedConnection at(String timeline, String position) {
        this.timeline = timeline;
        this.position = position;
        return this;
    }

    public ScriptedConnection promoted() {
        inRecovery = false;
        return this;
    }

    ScriptedConnection startedAt(String time) {
        startedAt = time;
        return this;
    }

    /** A pooler stands in between, which made up a number when the driver connected. */
    public ScriptedConnection pooled() {
        backendOfDriver = -1;
        return this;
    }

    /** The pooler leads the next transaction to another server. */
    public ScriptedConnection movedTo(String server, int process) {
        address = server;
        backend = process;
        return this;
    }

    /** A transaction shows what there was at its first statement. */
    ScriptedConnection keepingSnapshots() {
        keepsSnapshot = true;
        return this;
    }

    private Object ofConnection(String method, Object[] arguments) throws SQLException {
        lastArguments = arguments;
        return switch (method) {
            case "prepareStatement" -> proxy(PreparedStatement.class, this::ofStatement);
            case "getAutoCommit" -> autoCommit;
            case "setAutoCommit" -> {
                autoCommit = (boolean) arguments[0];
                yield null;
            }
            case "getNetworkTimeout" -> networkTimeoutMillis;
            case "setNetworkTimeout" -> {
                networkTimeoutMillis = (int) arguments[1];
                yield null;
            }
            case "isClosed" -> closed;
            case "setReadOnly" -> {
                if (transactionOpen) {
                    throw new SQLException("Cannot change the mode in the middle of a transaction", "25001");
                }
                yield null;
            }
            case "unwrap" -> connection;
            case "isWrapperFor" -> arguments[0] == PGConnection.class;
            case "getBackendPID" -> backendOfDriver;
            case "isReadOnly", "isValid" -> false;
            case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
            default -> null;
        };
    }

    private Object ofStatement(String method, Object[] arguments) throws SQLException {
        if (!method.equals("executeQuery")) {
            return null;
        }
        autoCommitWhenAsked.add(autoCommit);
        networkTimeoutWhenAsked = networkTimeoutMillis;
        if (failure != null) {
            throw failure;
        }
        return proxy(ResultSet.class, this::ofRow);
    }

    private Object ofRow(String method, Object[] arguments) {
        if (method.equals("next")) {
            return true;
        }
        return method.startsWith("get") ? column((int) arguments[0]) : null;
    }

    private Object column(int index) {
        return switch (index) {
            case 1 -> inRecovery;
            case 2 -> position;
            case 3 -> inRecovery ? null : position;
            case 4 -> timeline;
            case 5 -> SYSTEM_IDENTIFIER;
            case 6 -> address;
            case 7 -> startedAt;
            case 8 -> backend;
            case 9 -> keepsSnapshot;
            case 10 -> "app";
            case 11 -> DATABASE_NUMBER;
            default -> throw new IllegalArgumentException("There is no column " + index);
        };
    }

    private interface DriverConnection extends Connection, PGConnection {
    }

    private interface Answers {

        Object to(String method, Object[] arguments) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(ScriptedConnection.class.getClassLoader(), new Class<?>[] { type },
                (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> 1;
                    case "equals" -> self == arguments[0];
                    default -> answers.to(method.getName(), arguments);
                }));
    }
}
