package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.cluster.junit.PostgresClusterExtension;

class ReplicationTest {

    @RegisterExtension
    static PostgresClusterExtension extension = PostgresClusterExtension
            .with(PostgresCluster.builder().replicas(2).setting("max_connections", "117"));

    @Test
    void commitIsSeenOnAllReplicas(PostgresCluster cluster) throws SQLException {
        Sql.execute(cluster.primary(), "CREATE TABLE seen AS SELECT 42 AS answer");
        cluster.awaitCaughtUp(Sql.LIMIT);

        assertThat(cluster.replicas()).extracting(PostgresNode::name).containsExactly("replica-1", "replica-2");
        for (PostgresNode replica : cluster.replicas()) {
            assertThat(Sql.value(replica, "SELECT answer FROM seen")).isEqualTo("42");
            assertThat(replica.isInRecovery()).isTrue();
        }
        assertThat(cluster.primary().isInRecovery()).isFalse();
        assertThat(Sql.value(cluster.primary(), "SELECT count(*) FROM pg_stat_replication")).isEqualTo("2");
    }

    @Test
    void settingHoldsForAllNodes(PostgresCluster cluster) throws SQLException {
        assertThat(Sql.value(cluster.primary(), "SHOW max_connections")).isEqualTo("117");
        assertThat(Sql.value(cluster.replica(1), "SHOW max_connections")).isEqualTo("117");
    }

    @Test
    void replicaRefusesWrites(PostgresCluster cluster) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Sql.execute(cluster.replica(0), "CREATE TABLE refused()"))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("25006"));
    }

    @Test
    void wrongPasswordIsRefused(PostgresCluster cluster) {
        for (PostgresNode node : List.of(cluster.primary(), cluster.replica(0))) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(node.jdbcUrl(), cluster.user(), "wrong").close())
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void replicationConnectionNeedsThePassword(PostgresCluster cluster) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", cluster.user());
        properties.setProperty("replication", "true");
        properties.setProperty("assumeMinServerVersion", "15");
        properties.setProperty("preferQueryMode", "simple");

        properties.setProperty("password", cluster.password());
        try (Connection connection = DriverManager.getConnection(cluster.primary().jdbcUrl(), properties)) {
            assertThat(connection.isClosed()).isFalse();
        }
        properties.setProperty("password", "wrong");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(cluster.primary().jdbcUrl(), properties).close())
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void passwordIsOnlyInFilesOfTheOwner(PostgresCluster cluster) throws IOException {
        Path directory = cluster.primary().log().getParent().getParent();
        List<Path> holders = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(cluster.password())) {
                        holders.add(directory.relativize(file));
                        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
                    }
                    return FileVisitResult.CONTINUE;
                } catch (NoSuchFileException e) {
                    return visitFileFailed(file, e);
                }
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                // The running servers may delete a file meanwhile.
                return failure instanceof NoSuchFileException ? FileVisitResult.CONTINUE : super.visitFileFailed(file, failure);
            }
        });

        assertThat(holders).extracting(Path::toString).containsExactlyInAnyOrder("replica-1/passfile", "replica-2/passfile");
        assertThat(ProcessHandle.current().descendants().map(process -> process.info().commandLine().orElse("")))
                .isNotEmpty().noneMatch(line -> line.contains(cluster.password()));
    }

    @Test
    void onlyLoopbackListens(PostgresCluster cluster) throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "reads /proc/net/tcp");

        for (PostgresNode node : List.of(cluster.primary(), cluster.replica(0), cluster.replica(1))) {
            List<String> listeners = new ArrayList<>();
            for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
                if (Files.exists(table)) {
                    Files.readAllLines(table).stream().map(line -> line.strip().split("\\s+"))
                            .filter(field -> field[3].equals("0A") && field[1].endsWith(String.format(":%04X", node.port())))
                            .forEach(field -> listeners.add(field[1]));
                }
            }
            assertThat(listeners).containsExactly("0100007F:" + String.format("%04X", node.port()));
        }
    }

    @Nested
    class InANestedClass {

        @Test
        void isTheSameCluster(PostgresCluster cluster) {
            assertThat(cluster).isSameAs(extension.cluster());
            assertThat(cluster.primary().isRunning()).isTrue();
        }
    }
}
