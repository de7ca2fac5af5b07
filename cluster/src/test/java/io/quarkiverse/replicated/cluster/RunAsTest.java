package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.quarkiverse.replicated.cluster.process.RunAs;

/** Sets a property of the whole JVM, so that no other test may run at the same time. */
@Isolated
class RunAsTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = { "SELF", "UNSHARE" })
    void rootGivesItsServersAnotherUser(RunAs way) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root") && way.works(), "needs root and " + way);
        System.setProperty(RunAs.PROPERTY, way.name());
        try (PostgresCluster cluster = PostgresCluster.builder().start()) {
            assertThat(Sql.value(cluster.replica(0), "SELECT 1")).isEqualTo("1");
            cluster.replica(0).kill();
            cluster.replica(0).start();
            cluster.primary().restart();
            cluster.awaitCaughtUp(Sql.LIMIT);
        } finally {
            System.clearProperty(RunAs.PROPERTY);
        }
    }
}
