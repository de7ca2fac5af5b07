package io.quarkiverse.replicated.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.PositionFormat;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Finding;
import io.quarkiverse.replicated.runtime.server.Milestone;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlState;
import io.quarkiverse.replicated.runtime.server.StatementKind;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.WriteBan;

/**
 * PostgreSQL with streaming replication, by its own functions, and its JDBC driver. The SQLStates are those of the manual's
 * <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">appendix A</a>.
 */
public final class PostgresDialect implements Dialect {

    public static final String NAME = "postgresql";

    // https://jdbc.postgresql.org/documentation/use/#connection-parameters
    private static final String READ_ONLY_MODE = "readOnlyMode";
    private static final String ALWAYS = "always";
    private static final String LOGIN_TIMEOUT = "loginTimeout";
    private static final String CONNECT_TIMEOUT = "connectTimeout";
    private static final String SOCKET_TIMEOUT = "socketTimeout";
    private static final String KEEP_ALIVE = "tcpKeepAlive";

    // Operator intervention. 57P01 to 57P03 are 'admin shutdown', 'crash shutdown' and 'cannot connect now'.
    private static final String OPERATOR_INTERVENTION = "57P";
    private static final String CANNOT_CONNECT_NOW = "57P03";

    // Serialization failure. A replica only reports it for a statement that conflicts with replay.
    private static final String SERIALIZATION_FAILURE = "40001";

    private static final String INSUFFICIENT_RESOURCES = "53";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String QUERY_CANCELED = "57014";

    // Active SQL transaction.
    private static final String ACTIVE_TRANSACTION = "25001";

    // A plan that has changed, or a statement that the server has forgotten.
    private static final String FEATURE_NOT_SUPPORTED = "0A000";
    private static final String INVALID_STATEMENT_NAME = "26000";

    // What a replica refuses has these SQLStates if it is not a write: serializable transactions, tables that are not logged,
    // functions about the write-ahead log. Only the message shows that. In other languages, most messages have the English
    // term.
    private static final String NOT_IN_PREREQUISITE_STATE = "55000";
    private static final Pattern OF_RECOVERY = Pattern
            .compile("(?i)hot.standby|during recovery|recovery is (still )?in progress");

    // The SQLState of all errors that PgBouncer reports itself. Some are about the server: 'server conn crashed?', 'server login
    // has been failing'. One is about PgBouncer's own limit of clients, and the others about one connection.
    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String FULL = "no more connections allowed";
    private static final String SERVER = "FATAL: server ";

    // A server that does not answer must not keep a connection from being returned.
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final PostgresReplication replication;
    private final PositionFormat positions = new PostgresLsnFormat();
    private final PostgresAdvisoryLocks locks;
    private final PostgresWrites writes;

    /** Takes it that a pooler may change the server with each transaction. */
    public PostgresDialect(Clock clock, boolean withUnflushed) {
        this(clock, withUnflushed, true);
    }

    /**
     * @param withUnflushed whether a commit's position includes commits that did not wait for their flush
     * @param poolersShare whether a pooler between the driver and a server may change the server with each transaction
     */
    public PostgresDialect(Clock clock, boolean withUnflushed, boolean poolersShare) {
        this.replication = new PostgresReplication(clock, withUnflushed, poolersShare);
        this.locks = new PostgresAdvisoryLocks(clock);
        this.writes = new PostgresWrites(locks);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean comparesPositions() {
        return true;
    }

    @Override
    public boolean seesWrites() {
        return true;
    }

    @Override
    public Sample ask(Connection connection, Target target, Duration patience) throws SQLException {
        return replication.sample(connection, target, patience);
    }

    @Override
    public Milestone milestone(Connection connection, Sample primary, Duration patience) throws SQLException {
        return primary.position() instanceof PostgresLsn it ? replication.milestone(connection, it, patience) : null;
    }

    @Override
    public boolean hasWorkedFor(Connection connection, Duration lately, Duration patience) throws SQLException {
        return replication.hasWorkedFor(connection, lately, patience);
    }

    @Override
    public LogPosition committed(Connection connection, Sample server, Duration patience) throws SQLException {
        if (!(server.position() instanceof PostgresLsn known)) {
            throw new SQLException("the primary has not said which database it is");
        }
        return replication.committed(connection, known.database(), patience);
    }

    @Override
    public LogPosition committed(Sample primary) {
        return replication.committed(primary);
    }

    @Override
    public void refuseWrites(Connection inTransaction) throws SQLException {
        try (Statement statement = inTransaction.createStatement()) {
            statement.execute("SET TRANSACTION READ ONLY");
        }
    }

    /** The driver sends nothing for a mode that the connection has already, but refuses to set it in an open transaction. */
    @Override
    public boolean hasOpenTransaction(Connection connection) throws SQLException {
        try {
            connection.setReadOnly(connection.isReadOnly());
            return false;
        } catch (SQLException e) {
            if (ACTIVE_TRANSACTION.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public Finding findingOf(Connection inTransaction, Collection<String> statements) {
        return writes.in(inTransaction, statements);
    }

    @Override
    public boolean takesLocalLocks(Connection connection, Collection<String> statements) {
        try {
            return statements.stream().anyMatch(PostgresAdvisoryLocks::areIn) || PostgresReplication.within(A_MOMENT,
                    connection, it -> locks.mayHaveBeenTaken(it, statements));
        } catch (SQLException e) {
            return false; // The transaction has failed, or the connection has been lost.
        }
    }

    @Override
    public Optional<WriteBan> writeBan(Connection connection, Duration patience) throws SQLException {
        return PostgresReplication.within(patience, connection, PostgresWriteBan::of);
    }

    @Override
    public StatementKind kindOf(String sql) {
        return PostgresStatements.of(sql);
    }

    @Override
    public Failure kindOf(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith(OPERATOR_INTERVENTION)) {
            return state.compareTo(CANNOT_CONNECT_NOW) <= 0 ? Failure.SERVER_LOST : Failure.CONNECTION_LOST;
        }
        return switch (state) {
            case SERIALIZATION_FAILURE -> Failure.RECOVERY_CONFLICT;
            case PostgresWrites.FAILED -> Failure.FAILED_TRANSACTION;
            case PROTOCOL_VIOLATION -> ofPooler(String.valueOf(failure.getMessage()));
            case FEATURE_NOT_SUPPORTED -> isOfRecovery(failure) ? Failure.REFUSED_IN_RECOVERY : Failure.HEALED_BY_DRIVER;
            case INVALID_STATEMENT_NAME -> Failure.HEALED_BY_DRIVER;
            case NOT_IN_PREREQUISITE_STATE -> isOfRecovery(failure) ? Failure.REFUSED_IN_RECOVERY : SqlState.kindOf(failure);
            default -> SqlState.kindOf(failure);
        };
    }

    private static Failure ofPooler(String message) {
        return message.contains(FULL) ? Failure.BUSY
                : message.contains(SERVER) ? Failure.SERVER_LOST : Failure.CONNECTION_LOST;
    }

    private static boolean isOfRecovery(SQLException failure) {
        return OF_RECOVERY.matcher(String.valueOf(failure.getMessage())).find();
    }

    @Override
    public PositionFormat positions() {
        return positions;
    }

    /**
     * Only with {@code readOnlyMode=always} does a read-only connection of pgjdbc refuse writes outside of transactions.
     * Without timeouts, pgjdbc waits forever for a server that accepts a connection but does not answer. Agroal opens and
     * closes all connections of a pool on one thread, which would wait as well. The login may take 5 s, which is how long
     * Quarkus waits for a connection by default. Connecting to each address may take 2 s, so that an address that is switched
     * off leaves time for the next. The operating system checks idle connections, so that a statement does not wait forever for
     * a host that has disappeared.
     * <p>
     * The driver also remembers for the whole JVM which role each server had. A connection that accepts any server only
     * records that the server was reachable. Suppose that the primary's URL has the addresses of all servers. The driver then
     * takes a replica that was reached in this way for a primary. It also skips the real primary for ten seconds if that has
     * failed once. Connections to replicas therefore ask for the role.
     */
    @Override
    public Map<String, String> driverProperties(Target target) {
        return target == Target.PRIMARY
                ? Map.of(READ_ONLY_MODE, ALWAYS, LOGIN_TIMEOUT, "5", CONNECT_TIMEOUT, "2", KEEP_ALIVE, "true")
                : Map.of("targetServerType", "preferSecondary", LOGIN_TIMEOUT, "5", CONNECT_TIMEOUT, "2", KEEP_ALIVE, "true");
    }

    @Override
    public List<String> timeoutProperties() {
        return List.of(LOGIN_TIMEOUT, CONNECT_TIMEOUT, SOCKET_TIMEOUT);
    }

    /** {@code true} unless the application has set the driver's mode otherwise, in a property or in the URL. */
    @Override
    public boolean refusesWritesWhenReadOnly(String jdbcUrl, Properties driver) {
        return ALWAYS.equalsIgnoreCase(driver.getProperty(READ_ONLY_MODE)) && !jdbcUrl.contains(READ_ONLY_MODE + "=");
    }

    @Override
    public String cure(Unusable why, Server server) {
        return switch (why.cause()) {
            case OTHER_TIMELINE -> "If it does follow the primary, GRANT pg_monitor to its user (" + user(server)
                    + "), who then sees that at once. Other users see it with the next restart point (checkpoint_timeout).";
            case BEHIND_START, LAG -> "Look at pg_stat_replication on the primary.";
            case UNANSWERED -> cureOfRefusal(why.sqlState(), server);
            default -> why.cause().commonCure(server.dataSource());
        };
    }

    /** How to fix a server that is there but answers the question for its position with an error. */
    private static String cureOfRefusal(String state, Server server) {
        if (state.startsWith(INSUFFICIENT_RESOURCES)) {
            return "Raise max_connections of the server or the CONNECTION LIMIT of " + user(server)
                    + ", or make the pools smaller.";
        }
        return switch (state) {
            case INSUFFICIENT_PRIVILEGE -> "In the database of " + url(server) + ", as a superuser: GRANT EXECUTE ON FUNCTION "
                    + PostgresReplication.functions(server.target()) + " TO the user of " + user(server) + ".";
            case FEATURE_NOT_SUPPORTED -> "A replica runs no serializable transaction: look at default_transaction_isolation "
                    + "(ALTER DATABASE, ALTER ROLE, postgresql.conf), and at quarkus.datasource." + server
                    + ".jdbc.transaction-isolation-level.";
            case QUERY_CANCELED -> "Look at statement_timeout of the server (ALTER DATABASE, ALTER ROLE, postgresql.conf).";
            default ->
                "Look at the settings of the database and of the user (ALTER DATABASE, ALTER ROLE), and at " + url(server)
                        + ".";
        };
    }

    private static String url(Server server) {
        return "quarkus.datasource." + server + ".jdbc.url";
    }

    private static String user(Server server) {
        return "quarkus.datasource." + server + ".username";
    }
}
