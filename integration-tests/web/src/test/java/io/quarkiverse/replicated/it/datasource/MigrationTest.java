package io.quarkiverse.replicated.it.datasource;

import static io.quarkiverse.replicated.it.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;

/** Flyway migrates the primary at the start; the replica gets its schema by replication alone. */
@QuarkusTest
class MigrationTest {

    private static final String HISTORY = "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank";

    @Inject
    @DataSource("master")
    AgroalDataSource master;

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    /** V3 notes the server that it runs on. */
    @Test
    void migrationRanOnPrimary() {
        assertThat(query(master, "SELECT port = inet_server_port() AND NOT recovery FROM migrated_on")).containsExactly("t");
    }

    @Test
    void schemaArrivedAtReplica() {
        List<String> history = query(master, HISTORY);
        assertThat(history).containsExactly("1", "2", "3", "4");

        await().ignoreExceptions().untilAsserted(() -> assertThat(query(replica, HISTORY)).isEqualTo(history));
        assertThat(query(replica, "SELECT port <> inet_server_port() AND NOT recovery FROM migrated_on"))
                .containsExactly("t");
        assertThat(query(replica, "SELECT count(*) FROM pg_tables WHERE tablename IN ('visit', 'note')"))
                .containsExactly("2");
    }

    private static List<String> query(AgroalDataSource dataSource, String sql) {
        return Jdbi.create(dataSource).withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
