package io.quarkiverse.replicated.benchmarks.frontier;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import io.quarkiverse.replicated.cluster.PostgresNode;

/**
 * How many transactions the primary ends in one database, from the creation of this until {@link #end}. After that, no
 * transaction may begin until the count has {@linkplain #settle settled}. For one thread.
 */
final class PrimaryLoad {

    // A server process that comes to rest reports its last transactions ten seconds later (PGSTAT_IDLE_INTERVAL), and there is
    // no way to ask another one for them.
    private static final Duration UNREPORTED = Duration.ofSeconds(11);

    private final PostgresNode primary;
    private final String database;
    private final long before;
    private final long startedAtNanos = System.nanoTime();
    private long endedAtNanos;
    private long transactions = -1;

    PrimaryLoad(PostgresNode primary, String database) {
        this.primary = primary;
        this.database = database;
        this.before = count();
    }

    void end() {
        endedAtNanos = System.nanoTime();
    }

    /** Waits until all are reported, if they are not by now. */
    void settle() throws InterruptedException {
        if (transactions < 0) {
            Duration passed = Duration.ofNanos(System.nanoTime() - endedAtNanos);
            Thread.sleep(Math.max(0, UNREPORTED.minus(passed).toMillis()));
            transactions = count() - before;
        }
    }

    /** @throws IllegalStateException before it has settled */
    long transactions() {
        if (transactions < 0) {
            throw new IllegalStateException("Not all transactions in " + database + " are reported yet");
        }
        return transactions;
    }

    double transactionsPerSecond() {
        return transactions() / ((endedAtNanos - startedAtNanos) / 1e9);
    }

    /** The question itself is asked in another database. */
    private long count() {
        try (Connection connection = primary.connect();
                PreparedStatement statement = connection
                        .prepareStatement("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = ?")) {
            statement.setString(1, database);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
