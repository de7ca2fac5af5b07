package io.quarkiverse.replicated.runtime.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.PositionFormat;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/**
 * A kind of database: what its servers are asked, how their answers and errors are read, and what its driver has to be told.
 * The servers of one routed group share a dialect, which is chosen when the application starts. Safe for use by any number of
 * threads.
 */
public interface Dialect {

    /** The name of the kind of database, for messages and for {@code quarkus.replicated.dialect}. */
    String name();

    /** Whether positions can be had from the servers, and compared. Without, a replica's lag is unknown. */
    boolean comparesPositions();

    /** Whether an open transaction can be asked what it has done, which observing needs. */
    boolean seesWrites();

    /**
     * Asks a server who it is, which role it has, and what it shows. One round trip; more on the first use of a connection.
     *
     * @param connection outside of transactions
     * @param patience how long the server may be silent; the connection is of no more use after that
     */
    Sample ask(Connection connection, Duration patience) throws SQLException;

    /**
     * A position that includes every commit that this connection has made. One round trip.
     *
     * @param connection leads to the primary, outside of transactions
     * @param server what the server behind this connection said when it was asked
     * @param patience how long the server may be silent; the connection is of no more use after that
     */
    LogPosition committed(Connection connection, Sample server, Duration patience) throws SQLException;

    /**
     * What the open transaction has done: {@link Finding#NOTHING} if it has failed, {@link Finding#UNDECIDED} if it cannot be
     * asked. Never throws.
     */
    Finding findingOf(Connection inTransaction);

    /** What the text of a statement shows. */
    StatementKind kindOf(String sql);

    /** What an exception says. */
    Failure kindOf(SQLException failure);

    /** How positions are written in tokens. */
    PositionFormat positions();

    /**
     * What the driver is told for a pool, unless the application tells it otherwise.
     *
     * @param target what the servers of the pool are
     */
    Map<String, String> driverProperties(Target target);

    /** The driver's properties that bound connecting and reading, in whole seconds. */
    List<String> timeoutProperties();

    /**
     * Whether a connection that was made read-only really refuses to write. One that does not is treated as one that writes.
     *
     * @param driver the properties of the pool's driver
     */
    boolean refusesWritesWhenReadOnly(String jdbcUrl, Properties driver);

    /** What to do about a server that cannot be used, as sentences. */
    String cure(Cause cause, String dataSource);
}
