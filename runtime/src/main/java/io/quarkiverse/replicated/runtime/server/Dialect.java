package io.quarkiverse.replicated.runtime.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.PositionFormat;

/**
 * A kind of database: what to ask its servers, how to read their answers and errors, and how to configure its driver. All
 * servers of one routed group share a dialect, which is chosen when the application starts. Safe for use by any number of
 * threads.
 */
public interface Dialect {

    /** The name of the kind of database, for messages and for {@code quarkus.replicated.dialect}. */
    String name();

    /** Whether the servers provide positions that can be compared. Without positions, the lag of a replica is unknown. */
    boolean comparesPositions();

    /** Whether an open transaction can be asked what it has done, which the observe-only mode needs. */
    boolean seesWrites();

    /**
     * Asks a server for its identity, its role, and its position. One round trip; more on the first use of a connection.
     *
     * @param connection a connection outside of transactions. In a transaction, the question would be a part of it.
     * @param target the kind of server that the connection should lead to; a server of the other kind reports no position
     * @param patience how long the server may stay silent; the connection cannot be used after that
     * @throws QuestionRefused the server is there, but refuses to report its position
     */
    Sample ask(Connection connection, Target target, Duration patience) throws SQLException;

    /**
     * The newest moment in the past of a primary at which it is known to have had nothing beyond some position. One round
     * trip.
     *
     * @param primary what the server behind this connection answered when it was asked
     * @param patience how long the server may stay silent; the connection cannot be used after that
     * @return {@code null} if the primary does not know one
     */
    default Milestone milestone(Connection connection, Sample primary, Duration patience) throws SQLException {
        return null;
    }

    /**
     * Whether the server has done something lately for another session of the same user from the same address. One round trip.
     * If it has not, the connections of a pool that are in use are used by no one, or are broken without a sign.
     *
     * @param connection a connection that is made in the same way as those of the pool
     * @param lately how long ago the last statement may have ended
     * @param patience how long the server may stay silent; the connection cannot be used after that
     * @return {@code true} if that is unknown
     */
    default boolean hasWorkedFor(Connection connection, Duration lately, Duration patience) throws SQLException {
        return true;
    }

    /**
     * A position that includes every commit that this connection has made. One round trip.
     *
     * @param connection a connection to the primary, outside of transactions
     * @param server what the server behind this connection answered when it was asked
     * @param patience how long the server may stay silent; the connection cannot be used after that
     */
    LogPosition committed(Connection connection, Sample server, Duration patience) throws SQLException;

    /**
     * A position that includes every commit that the primary had made before it gave this answer. {@code null} if the answer
     * is not that of a primary.
     */
    LogPosition committed(Sample primary);

    /** Makes the open transaction refuse to write. That ends with the transaction and changes nothing for the session. */
    void refuseWrites(Connection inTransaction) throws SQLException;

    /**
     * Whether a transaction is open on the server, as far as the driver knows. No round trip.
     *
     * @throws SQLException the connection is closed
     */
    boolean hasOpenTransaction(Connection connection) throws SQLException;

    /**
     * What the open transaction has done: {@link Finding#NOTHING} if the transaction has failed, {@link Finding#UNDECIDED} if
     * it cannot be asked, or if one of its statements may have taken and released a lock. Never throws.
     *
     * @param statements the texts of what was executed in the transaction
     */
    Finding findingOf(Connection inTransaction, Collection<String> statements);

    /**
     * Whether these statements have taken, or may have taken, locks that only their own server knows of. A replica grants such
     * locks, although they exclude no session of the primary. Never throws.
     *
     * @param connection the connection on which the statements were executed
     */
    boolean takesLocalLocks(Connection connection, Collection<String> statements);

    /**
     * Why the session of this connection refuses to write. Empty if it does not, if the server is a replica, or if that cannot
     * be asked.
     *
     * @param connection a connection to the primary, outside of transactions, that was not made read-only
     * @param patience how long the server may stay silent; the connection cannot be used after that
     */
    Optional<WriteBan> writeBan(Connection connection, Duration patience) throws SQLException;

    /** Classifies a statement by its text. */
    StatementKind kindOf(String sql);

    /** Classifies an exception. */
    Failure kindOf(SQLException failure);

    /** The format in which tokens carry positions. */
    PositionFormat positions();

    /**
     * The properties that the driver of a pool gets unless the application sets them itself.
     *
     * @param target the kind of the servers that the pool leads to
     */
    Map<String, String> driverProperties(Target target);

    /** The names of the driver's properties that limit connecting and reading, in whole seconds. */
    List<String> timeoutProperties();

    /**
     * Whether a connection that was made read-only really refuses to write. A connection that does not refuse is treated as
     * one that writes.
     *
     * @param driver the properties of the pool's driver
     */
    boolean refusesWritesWhenReadOnly(String jdbcUrl, Properties driver);

    /** How to fix a server that cannot be used, as sentences. */
    String cure(Unusable why, Server server);
}
