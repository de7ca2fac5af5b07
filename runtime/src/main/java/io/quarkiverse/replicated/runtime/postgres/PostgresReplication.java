package io.quarkiverse.replicated.runtime.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.DatabaseIdentity;
import io.quarkiverse.replicated.runtime.server.Milestone;
import io.quarkiverse.replicated.runtime.server.QuestionRefused;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.ServerIdentity;
import io.quarkiverse.replicated.runtime.server.Session;

/**
 * Asks PostgreSQL about positions. All names are qualified, because a connection may have any search path.
 * <a href="https://www.postgresql.org/docs/current/functions-admin.html">System administration functions</a>,
 * <a href="https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-CONTROLDATA">control data</a>.
 */
final class PostgresReplication {

    // After a promotion, the replay position of a server stands still and no longer shows what the server has. The role and
    // the position are therefore asked together. A server may refuse a function to a user even if the function is not called,
    // so each role is only asked for what it can answer. The time of the start must not depend on the session's time zone.
    private static final String SAMPLE = """
            SELECT s.in_recovery,
                   %s,
                   (SELECT system_identifier FROM pg_catalog.pg_control_system()),
                   pg_catalog.concat(pg_catalog.inet_server_addr(), ':', pg_catalog.inet_server_port()),
                   (EXTRACT(epoch FROM pg_catalog.pg_postmaster_start_time()) OPERATOR(pg_catalog.*) 1000000)::bigint,
                   pg_catalog.pg_backend_pid(),
                   pg_catalog.current_setting('transaction_isolation') IN ('repeatable read', 'serializable'),
                   pg_catalog.current_database(),
                   (SELECT oid::bigint FROM pg_catalog.pg_database
                     WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
              FROM (SELECT pg_catalog.pg_is_in_recovery() AS in_recovery) s""";

    private static final String SAMPLE_OF_PRIMARY = SAMPLE.formatted("""
            CASE WHEN s.in_recovery THEN NULL ELSE pg_catalog.pg_current_wal_flush_lsn() END,
                   CASE WHEN s.in_recovery THEN NULL ELSE pg_catalog.pg_current_wal_insert_lsn() END,
                   CASE WHEN s.in_recovery THEN NULL
                        ELSE pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_flush_lsn()), 1, 8) END""");

    // The timeline comes after the position, so that a switch between the two makes the pair too old rather than too new. A
    // replica's timeline is prompt only if the role of the user may see the WAL receiver (pg_monitor). The control file shows
    // it later.
    private static final String SAMPLE_OF_REPLICA = SAMPLE.formatted("""
            CASE WHEN s.in_recovery THEN pg_catalog.pg_last_wal_replay_lsn() END,
                   NULL,
                   pg_catalog.to_hex(greatest(
                             (SELECT received_tli FROM pg_catalog.pg_stat_wal_receiver),
                             (SELECT timeline_id FROM pg_catalog.pg_control_checkpoint()),
                             (SELECT min_recovery_end_timeline FROM pg_catalog.pg_control_recovery())))""");

    private static final String ROLE = "SELECT pg_catalog.pg_is_in_recovery()";

    // A checkpoint begins by noting the time, in whole seconds, and then the position. Everything that was written before that
    // time therefore ends before that position. A server that starts writes a checkpoint before it accepts writes, unless its
    // last checkpoint already covers all that it has written.
    private static final String MILESTONE = """
            SELECT redo_lsn, pg_catalog.lpad(pg_catalog.to_hex(timeline_id), 8, '0'),
                   (EXTRACT(epoch FROM (pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-)
                       greatest(checkpoint_time, pg_catalog.pg_postmaster_start_time()))) OPERATOR(pg_catalog.*) 1000000)::bigint
              FROM pg_catalog.pg_control_checkpoint()""";

    // 'Syntax error or access rule violation': a missing right, or a function or column that the server does not have.
    private static final String ACCESS_RULE_VIOLATION = "42";

    // A user sees the state of all sessions of the same user.
    private static final String WORKING_SESSIONS = """
            SELECT pg_catalog.count(*)
              FROM pg_catalog.pg_stat_activity
             WHERE usename OPERATOR(pg_catalog.=) SESSION_USER
               AND pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
               AND client_addr IS NOT DISTINCT FROM pg_catalog.inet_client_addr()
               AND (state = 'active' OR EXTRACT(epoch FROM (pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) state_change)) < ?)""";

    private static final String COMMITTED = """
            SELECT pg_catalog.pg_current_wal_flush_lsn(),
                   pg_catalog.pg_current_wal_insert_lsn(),
                   pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_flush_lsn()), 1, 8)""";

    private static final String OF_BOTH = "pg_control_system(), pg_postmaster_start_time()";
    private static final String OF_PRIMARY = "pg_current_wal_flush_lsn(), pg_current_wal_insert_lsn(), pg_walfile_name(pg_lsn)";
    private static final String OF_REPLICA = "pg_last_wal_replay_lsn(), pg_control_checkpoint(), pg_control_recovery(), "
            + "pg_stat_get_wal_receiver()";

    private final Clock clock;
    private final boolean withUnflushed;
    private final boolean poolersShare;

    /**
     * @param withUnflushed whether a commit's position includes commits that did not wait for their flush
     * @param poolersShare whether a pooler between the driver and a server may change the server with each transaction
     */
    PostgresReplication(Clock clock, boolean withUnflushed, boolean poolersShare) {
        this.clock = clock;
        this.withUnflushed = withUnflushed;
        this.poolersShare = poolersShare;
    }

    /**
     * Asks a server about itself. One round trip; more on the first use of a connection.
     *
     * @throws QuestionRefused the user may not ask for the position, or the server does not know what is asked for
     */
    Sample sample(Connection connection, Target target, Duration patience) throws SQLException {
        return within(patience, connection, it -> {
            try {
                return sample(it, target == Target.PRIMARY ? SAMPLE_OF_PRIMARY : SAMPLE_OF_REPLICA);
            } catch (SQLException e) {
                if (!String.valueOf(e.getSQLState()).startsWith(ACCESS_RULE_VIOLATION)) {
                    throw e;
                }
                throw new QuestionRefused(e, role(it, e));
            }
        });
    }

    private Sample sample(Connection connection, String question) throws SQLException {
        long sentAtNanos = clock.nanos();
        try (PreparedStatement statement = connection.prepareStatement(question); ResultSet row = statement.executeQuery()) {
            row.next();
            int system = hash(row.getLong(5));
            int timeline = timeline(row.getString(4));
            String position = row.getString(2);
            String inserted = row.getString(3);
            return new Sample(sentAtNanos, new ServerIdentity(row.getString(6), row.getString(7)),
                    new DatabaseIdentity(row.getString(10), row.getLong(11)), row.getBoolean(1) ? Role.REPLICA : Role.PRIMARY,
                    position(system, timeline, position), inserted == null ? null
                            : committed(system, timeline, PostgresLsn.parse(position), PostgresLsn.parse(inserted), true),
                    session(connection, row), null);
        }
    }

    /** The role of a server that has refused to report its position. */
    private static Role role(Connection connection, SQLException refusal) {
        try {
            if (!connection.getAutoCommit()) {
                return Role.UNKNOWN; // The refusal has ended the transaction.
            }
            try (PreparedStatement statement = connection.prepareStatement(ROLE); ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1) ? Role.REPLICA : Role.PRIMARY;
            }
        } catch (SQLException e) {
            refusal.addSuppressed(e);
            return Role.UNKNOWN;
        }
    }

    /**
     * The newest milestone that a primary knows, or {@code null} if there is none on its timeline. One round trip.
     *
     * @param server the position that the primary has reported
     */
    Milestone milestone(Connection connection, PostgresLsn server, Duration patience) throws SQLException {
        return within(patience, connection, it -> {
            try (PreparedStatement statement = it.prepareStatement(MILESTONE); ResultSet row = statement.executeQuery()) {
                row.next();
                // The checkpoint may begin behind the header of a page, which replicas have not reached when nothing follows.
                PostgresLsn position = new PostgresLsn(server.database(), timeline(row.getString(2)),
                        PostgresLsn.endOfRecord(PostgresLsn.parse(row.getString(1))));
                Duration age = Duration.of(row.getLong(3), ChronoUnit.MICROS);
                return position.timeline() != server.timeline() || age.isNegative() ? null : new Milestone(position, age);
            }
        });
    }

    private Session session(Connection connection, ResultSet row) throws SQLException {
        int backend = row.getInt(8);
        return new Session(backend, poolersShare && DriverBackend.isAnother(connection, backend), row.getBoolean(9));
    }

    /** The position that includes every commit before this answer; {@code null} if the server is not a primary. */
    PostgresLsn committed(Sample primary) {
        return primary.role() == Role.PRIMARY && primary.position() instanceof PostgresLsn flushed
                && primary.written() instanceof PostgresLsn inserted
                        ? committed(flushed.database(), flushed.timeline(), flushed.lsn(), inserted.lsn(), withUnflushed)
                        : null;
    }

    /** Whether another session of the same user from the same address is at work, or was lately. One round trip. */
    boolean hasWorkedFor(Connection connection, Duration lately, Duration patience) throws SQLException {
        return within(patience, connection, it -> {
            try (PreparedStatement statement = it.prepareStatement(WORKING_SESSIONS)) {
                statement.setLong(1, lately.toSeconds());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1) > 0;
                }
            }
        });
    }

    /**
     * A position that includes every commit that this connection has made. Called outside of transactions, on the primary.
     * <p>
     * A commit that waited for its flush ends before the flush position. A commit that did not wait ends before the insert
     * position. Such a commit has synchronous_commit=off, possibly for its transaction only, which cannot be detected
     * afterwards. Unfinished transactions of other sessions may also move the insert position ahead. Replicas then reach it a
     * little later.
     *
     * @param database the database of the server that this connection leads to
     */
    PostgresLsn committed(Connection connection, int database, Duration patience) throws SQLException {
        return within(patience, connection, it -> {
            try (PreparedStatement statement = it.prepareStatement(COMMITTED); ResultSet row = statement.executeQuery()) {
                row.next();
                return committed(database, timeline(row.getString(3)), PostgresLsn.parse(row.getString(1)),
                        PostgresLsn.parse(row.getString(2)), withUnflushed);
            }
        });
    }

    /**
     * Limits the time of a question. A timeout of the statement would not help on a dead network, because the driver cancels
     * over a new connection.
     */
    static <T> T within(Duration patience, Connection connection, Question<T> question) throws SQLException {
        int before = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
        T answer;
        try {
            answer = question.ask(connection);
        } catch (SQLException e) {
            try {
                connection.setNetworkTimeout(Runnable::run, before);
            } catch (SQLException closed) {
                e.addSuppressed(closed);
            }
            throw e;
        }
        connection.setNetworkTimeout(Runnable::run, before);
        return answer;
    }

    interface Question<T> {

        T ask(Connection connection) throws SQLException;
    }

    static PostgresLsn committed(int database, int timeline, long flushed, long inserted, boolean withUnflushed) {
        long end = PostgresLsn.endOfRecord(inserted);
        return new PostgresLsn(database, timeline,
                withUnflushed && Long.compareUnsigned(end, flushed) > 0 ? end : flushed);
    }

    /**
     * The functions that a user must be allowed to call, of those that administrators are known to revoke, as a part of a
     * GRANT.
     */
    static String functions(Target target) {
        return OF_BOTH + ", " + (target == Target.PRIMARY ? OF_PRIMARY : OF_REPLICA);
    }

    private static PostgresLsn position(int database, int timeline, String lsn) {
        return lsn == null ? null : new PostgresLsn(database, timeline, PostgresLsn.parse(lsn));
    }

    private static int timeline(String hexadecimal) {
        return hexadecimal == null ? 0 : Integer.parseUnsignedInt(hexadecimal, 16);
    }

    /** Tokens carry positions to clients, so a position contains only a hash of the system identifier. */
    private static int hash(long systemIdentifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Long.toUnsignedString(systemIdentifier).getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.wrap(digest).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java platform has SHA-256.
        }
    }
}
