package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class StartTest {

    @Test
    void installedBinariesDoAsWell() throws SQLException {
        Path home = Path.of("/usr/lib/postgresql/15");
        assumeTrue(Files.exists(home.resolve("bin/postgres")), "needs an installation in " + home);

        try (PostgresCluster cluster = PostgresCluster.builder().binaries(PostgresBinaries.installed(home)).start()) {
            assertThat(Sql.value(cluster.replica(0), "SHOW server_version")).startsWith("15.");
            assertThat(cluster.addReplica().isInRecovery()).isTrue();
        }
    }

    @Test
    void serversMayHaveFewerConnectionsThanByDefault() throws SQLException {
        try (PostgresCluster cluster = PostgresCluster.builder().replicas(2).setting("max_connections", "20").start()) {
            assertThat(Sql.value(cluster.replica(0), "SHOW max_connections")).isEqualTo("20");
            assertThat(cluster.replica(1).name()).isEqualTo("replica-2");
            assertThat(cluster.replica(1).isInRecovery()).isTrue();
        }
    }

    @Test
    void directoryWithoutPostgresIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PostgresBinaries.installed(Path.of("/nonexistent")))
                .withMessageContaining("No PostgreSQL in /nonexistent");
    }

    @Test
    void namesAndPasswordMayHoldAnyCharacter() throws SQLException {
        String user = "weird user:%1 +&?/ü";
        String database = user + "\"'\\$";
        try (PostgresCluster cluster = PostgresCluster.builder().user(user).database(database).password(database).start()) {
            assertThat(Sql.value(cluster.replica(0), "SELECT current_user")).isEqualTo(user);
            assertThat(Sql.value(cluster.replica(0), "SELECT current_database()")).isEqualTo(database);
        }
    }

    @Test
    void userThatPostgresWouldRefuseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PostgresCluster.builder().user("o'hara").start())
                .withMessageContaining("o'hara");
        assertThatIllegalArgumentException().isThrownBy(() -> PostgresCluster.builder().user("pg_app").start())
                .withMessageContaining("pg_app");
    }

    @Test
    void closeEndsServersAndDeletesFiles() {
        PostgresCluster cluster = PostgresCluster.builder().start();
        Path directory = cluster.primary().log().getParent().getParent();
        PostgresNode primary = cluster.primary();
        assertThat(directory).isDirectory();

        cluster.close();
        cluster.close();

        assertThat(primary.isRunning()).isFalse();
        assertThat(directory).doesNotExist();
        assertThat(directory.resolveSibling(directory.getFileName() + ".lock")).doesNotExist();
    }

    /** The server is woken and shuts down, as its log says. It is not left frozen until the guard kills it. */
    @Test
    void frozenClusterCanBeClosed() throws IOException {
        PostgresCluster cluster = PostgresCluster.builder().replicas(0).start();
        Path log = cluster.primary().log();
        // A second name of the file, because closing deletes the first one.
        Path kept = log.getParent().getParent().resolveSibling("log-of-a-frozen-server-" + UUID.randomUUID());
        Files.createLink(kept, log);
        try {
            cluster.primary().freeze();

            cluster.close();

            assertThat(log).doesNotExist();
            assertThat(kept).content().contains("received immediate shutdown request", "database system is shut down");
        } finally {
            Files.delete(kept);
        }
    }

    @Test
    void fixedPortIsUsed() {
        int port = Ports.propose();
        try (PostgresCluster cluster = PostgresCluster.builder().replicas(0).port("primary", port).start()) {
            assertThat(cluster.primary().port()).isEqualTo(port);
        }
    }

    @Test
    void fixedPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatExceptionOfType(PostgresClusterException.class)
                    .isThrownBy(() -> PostgresCluster.builder().replicas(0).port("primary", taken.getLocalPort()).start())
                    .withMessageContaining("primary cannot have port " + taken.getLocalPort());
        }
    }

    @Test
    void failedStartQuotesTheLog() {
        assertThatExceptionOfType(PostgresClusterException.class)
                .isThrownBy(() -> PostgresCluster.builder().replicas(0).setting("shared_buffers", "many").start())
                .withMessageContaining("primary ended with status 1 instead of starting")
                .withMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    @Test
    void settingOfTheClusterIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresCluster.builder().setting("listen_addresses", "*").start())
                .withMessageContaining("The cluster itself decides on listen_addresses");
    }

    @Test
    void unknownNodeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PostgresCluster.builder().port("master", 5432).start())
                .withMessageContaining("No node has the name 'master'");
    }
}
