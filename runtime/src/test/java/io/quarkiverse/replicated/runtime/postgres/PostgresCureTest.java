package io.quarkiverse.replicated.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Covers what the log advises for a server that is there, but does not report its position. */
class PostgresCureTest {

    private final Server replica = new Server(Target.REPLICA, "replica", 1);

    @Test
    void aMissingRightIsGranted() {
        assertThat(cure("42501", Servers.PRIMARY)).contains("GRANT EXECUTE ON FUNCTION", "pg_control_system()",
                "pg_current_wal_flush_lsn()", "quarkus.datasource.primary.username").doesNotContain("pg_control_checkpoint");
        assertThat(cure("42501", replica)).contains("GRANT EXECUTE ON FUNCTION", "pg_control_checkpoint()",
                "pg_last_wal_replay_lsn()", "quarkus.datasource.replica.username").doesNotContain("pg_current_wal_flush_lsn");
    }

    @ParameterizedTest
    @CsvSource({ "53300, CONNECTION LIMIT", "0A000, default_transaction_isolation", "0A000, transaction-isolation-level",
            "57014, statement_timeout", "22023, ALTER DATABASE" })
    void theSettingIsNamed(String state, String setting) {
        assertThat(cure(state, replica)).contains(setting);
    }

    private static String cure(String state, Server server) {
        return Servers.POSTGRES.cure(new Unusable(Cause.UNANSWERED, "ERROR", state), server);
    }
}
