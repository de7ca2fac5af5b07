package io.quarkiverse.replicated.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.runtime.server.StatementKind;

class PostgresStatementsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "SELECT 1 | QUERY", "select 1 | QUERY", "  \tSelect 1 | QUERY", "((SELECT 1)) | QUERY",
            "with a as (x) select | QUERY",
            "VALUES (1) | QUERY", "table visit | QUERY",
            "INSERT INTO a VALUES (1) | CHANGE", "Update a SET b = 1 | CHANGE", "MERGE INTO a | CHANGE", "VACUUM | CHANGE",
            "create index concurrently i on a (b) | CHANGE", "NOTIFY channel | CHANGE", "LISTEN channel | CHANGE",
            "SET x = 1 | NEITHER", "SHOW x | NEITHER", "BEGIN | BEGIN", "start transaction | BEGIN",
            "commit | END", "ROLLBACK | END", "ROLLBACK TO SAVEPOINT s | END_OF_PART", "COMMIT AND CHAIN | END_OF_PART",
            "SELECT pg_notify('a', 'b') | CHANGE", "SELECT pg_advisory_lock(1) | CHANGE",
            "select PG_TRY_ADVISORY_XACT_LOCK_SHARED(1, 2) | CHANGE",
            "WITH a AS (SELECT pg_try_advisory_lock(1)) SELECT 1 | CHANGE",
            "CALL locks('pg_advisory_lock') | CHANGE", "SELECT pg_advisory_unlock_all() | CHANGE",
            "SET a = 'pg_advisory_lock' | NEITHER", "SELECT pg_advisory_lock(1); COMMIT | SEVERAL",
            "COPY a TO STDOUT | UNKNOWN",
            "SELECT 1; | QUERY", "SET x = 1; INSERT INTO a | SEVERAL", "SELECT 1; COMMIT; INSERT INTO a | SEVERAL",
            "SELECT ';a' | SEVERAL",
            "CALL p() | UNKNOWN", "DO 'x' | UNKNOWN", "{call f()} | UNKNOWN", "EXPLAIN ANALYZE DELETE FROM a | UNKNOWN",
            "/* SELECT */ INSERT INTO a | CHANGE", "/* a /* b */ INSERT */ SELECT 1 | QUERY", "/***/ SELECT 1 | QUERY",
            "/* a /* b /* c */ d */ e */ SELECT 1 | QUERY", "/* a /* b */ SELECT 1 | UNKNOWN", "; | UNKNOWN",
            "SELECTED | CHANGE", "12 | UNKNOWN",
    })
    void firstWordDecides(String sql, StatementKind kind) {
        assertThat(PostgresStatements.of(sql)).isEqualTo(kind);
    }

    @Test
    void commentsOfALineEndWithIt() {
        assertThat(PostgresStatements.of("-- INSERT\n-- UPDATE\n SELECT 1")).isEqualTo(StatementKind.QUERY);
        assertThat(PostgresStatements.of("-- nothing else")).isEqualTo(StatementKind.UNKNOWN);
    }

    @Test
    void nothingIsNeither() {
        assertThat(PostgresStatements.of(" \n ")).isEqualTo(StatementKind.NEITHER);
    }

    @Test
    void endlessTextsTakeNoTime() {
        String parentheses = "(".repeat(100_000);
        String comments = "/* * / */ ".repeat(20_000);

        assertThat(PostgresStatements.of(parentheses + "SELECT 1")).isEqualTo(StatementKind.QUERY);
        assertThat(PostgresStatements.of(comments + "SELECT 1")).isEqualTo(StatementKind.QUERY);
        assertThat(PostgresStatements.of("/*".repeat(100_000))).isEqualTo(StatementKind.UNKNOWN);
    }
}
