package io.quarkiverse.replicated.cluster;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Prints how long a start and a close take. The start begins with this JVM, some 50 ms after its process. It ends when all
 * replicas have replayed a commit of the primary. Run each measurement in a new JVM. For a cold start, name an empty directory
 * with {@code -Dio.quarkiverse.replicated.cluster.cache}. The argument is the number of replicas, 1 by default.
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
