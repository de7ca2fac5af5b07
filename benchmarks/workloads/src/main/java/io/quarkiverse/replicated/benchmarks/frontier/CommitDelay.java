package io.quarkiverse.replicated.benchmarks.frontier;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.quarkiverse.replicated.cluster.PostgresCluster;

/**
 * From a commit's return on the primary until the replica shows it, seen with a document of the cluster's own database, which
 * no application uses.
 */
final class CommitDelay {

    // A reload reaches the process that replays a moment after the command has returned; the server says so nowhere.
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofMillis(20);

    private CommitDelay() {
    }

    /**
     * Commits until one is shown after this time.
     *
     * @throws IllegalStateException if that does not come to pass within ten seconds
     */
    static void await(PostgresCluster cluster, Duration wanted) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (Connection primary = cluster.primary().connect();
                Statement write = primary.createStatement();
                Connection replica = cluster.replica(0).connect();
                Statement read = replica.createStatement()) {
            Duration seen;
            do {
                seen = measure(write, read);
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("The replica shows commits after " + seen.toMillis() + " ms, and not after "
                            + wanted.toMillis() + " ms");
                }
            } while (seen.compareTo(wanted) < 0 || seen.compareTo(wanted.plus(SLACK)) > 0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration measure(Statement write, Statement read) throws SQLException {
        // The delay counts from the commit, which is before its answer.
        long start = System.nanoTime();
        long version;
        try (ResultSet row = write.executeQuery("UPDATE document SET version = version + 1 WHERE id = 0 RETURNING version")) {
            row.next();
            version = row.getLong(1);
        }
        while (shown(read) < version) {
            Thread.onSpinWait();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long shown(Statement read) throws SQLException {
        try (ResultSet row = read.executeQuery("SELECT version FROM document WHERE id = 0")) {
            row.next();
            return row.getLong(1);
        }
    }
}
