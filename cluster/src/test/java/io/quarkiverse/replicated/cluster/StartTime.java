package io.quarkiverse.replicated.cluster;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Prints how long this JVM took from its start (some 50 ms after that of its process) until a commit on the primary was
 * replayed by all replicas, and how long closing took. Run it in a new JVM per measurement; for a cold start, name an
 * empty directory with {@code -Dio.quarkiverse.replicated.cluster.cache}. Argument: number of replicas, 1 unless given.
 */
final class StartTime {

    private StartTime() {
    }

    public static void main(String[] args) throws SQLException {
        int replicas = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        long main = System.currentTimeMillis();
        PostgresCluster cluster = PostgresCluster.builder().replicas(replicas).start();
        try (Connection connection = cluster.primary().connect(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE started()");
        }
        cluster.awaitCaughtUp(Duration.ofSeconds(10));
        long caughtUp = System.currentTimeMillis();
        cluster.close();
        long jvm = ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.printf("1 + %d: JVM start to caught up %d ms (to main %d ms); close %d ms%n", replicas, caughtUp - jvm,
                main - jvm, System.currentTimeMillis() - caughtUp);
    }
}
