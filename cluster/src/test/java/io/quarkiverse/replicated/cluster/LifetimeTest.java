package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifetimeTest {

    @TempDir
    Path temporary;

    @Test
    void serversDieWithTheirJvm() throws Exception {
        try (ChildJvm child = ChildJvm.start(temporary)) {
            child.read("ANSWER");
            List<ProcessHandle> servers = child.servers();
            assertThat(servers).hasSizeGreaterThan(10);

            child.kill();

            assertDead(servers);
            assertThatServersShutDown(Path.of(child.read("DIRECTORY")));
        }
    }

    @Test
    void frozenServersDieWithTheirJvm() throws Exception {
        try (ChildJvm child = ChildJvm.start(temporary)) {
            child.read("ANSWER");
            child.order("freeze");
            child.read("FROZEN");
            List<ProcessHandle> servers = child.servers();
            assertThat(servers).hasSizeGreaterThan(10);

            child.kill();

            assertDead(servers);
            assertThatServersShutDown(Path.of(child.read("DIRECTORY")));
        }
    }

    @Test
    void exitOfTheJvmDeletesAllFiles() throws Exception {
        try (ChildJvm child = ChildJvm.start(temporary)) {
            child.read("ANSWER");
            List<ProcessHandle> servers = child.servers();
            assertThat(clusterFiles()).hasSize(2);

            child.order("exit");

            assertThat(child.awaitEnd()).isZero();
            assertThat(clusterFiles()).isEmpty();
            assertDead(servers);
        }
    }

    @Test
    void deadJvmsAreSweptAndLiveOnesAreNot() throws Exception {
        Path odd = Files.createDirectory(temporary.resolve("with space and 'quote'"));
        try (ChildJvm dead = ChildJvm.start(odd); ChildJvm live = ChildJvm.start(odd)) {
            Path stale = Path.of(dead.read("DIRECTORY"));
            Path used = Path.of(live.read("DIRECTORY"));
            // If a class loader tried the locks of the other one, the JVM would drop them all.
            live.read("ANSWER");
            live.order("other class loader");
            assertThat(live.read("OTHER")).isEqualTo("true");
            List<ProcessHandle> servers = dead.servers();
            dead.kill();
            assertDead(servers);
            assertThat(stale).isDirectory();

            try (ChildJvm next = ChildJvm.start(odd)) {
                next.read("ANSWER");
            }

            assertThat(stale).doesNotExist();
            assertThat(stale.resolveSibling(stale.getFileName() + ClusterDirectory.LOCK)).doesNotExist();
            assertThat(used).isDirectory();
            live.order("ask");
            assertThat(live.read("AGAIN")).isEqualTo("43");
        }
    }

    private List<Path> clusterFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith(ClusterDirectory.PREFIX)).toList();
        }
    }

    private static void assertDead(List<ProcessHandle> servers) {
        Await.until(Sql.LIMIT, () -> servers.stream().noneMatch(LifetimeTest::lives), () -> new PostgresClusterException(
                "Alive after " + Sql.LIMIT + ": "
                        + servers.stream().filter(LifetimeTest::lives).map(ProcessHandle::info).toList()));
    }

    /** The servers obeyed a request. A server that the guard has to kill after a while logs nothing more. */
    private static void assertThatServersShutDown(Path directory) {
        for (String name : List.of("primary", "replica-1")) {
            assertThat(new NodeDirectory(directory.resolve(name)).log().file()).content()
                    .contains("received immediate shutdown request", "database system is shut down");
        }
    }

    /** Whether the process has not ended. A zombie that its parent has not reaped has no command any more. */
    private static boolean lives(ProcessHandle server) {
        return server.isAlive() && server.info().command().isPresent();
    }
}
