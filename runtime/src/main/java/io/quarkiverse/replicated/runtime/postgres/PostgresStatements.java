package io.quarkiverse.replicated.runtime.postgres;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.quarkiverse.replicated.runtime.server.StatementKind;

/** Classifies a statement by its first word, according to PostgreSQL's grammar. */
final class PostgresStatements {

    // A literal may contain the same characters. It is safe to mistake it for another statement.
    private static final Pattern ANOTHER = Pattern.compile(";\\s*\\S");

    private static final Pattern PART = Pattern.compile("(?i)\\b(TO|CHAIN)\\b");

    // The message of pg_notify is sent at the commit. Before that, pg_notify takes neither a transaction number nor a lock.
    private static final Pattern NOTIFY = Pattern.compile("(?i)pg_notify");

    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE", "FETCH");
    private static final Set<String> NEITHERS = Set.of("SET", "RESET", "SHOW", "SAVEPOINT", "RELEASE", "DISCARD", "CLOSE",
            "PREPARE", "DEALLOCATE", "UNLISTEN", "LOAD", "CHECKPOINT");
    private static final Set<String> BEGINS = Set.of("BEGIN", "START");
    private static final Set<String> ENDS = Set.of("COMMIT", "END", "ROLLBACK", "ABORT");
    private static final Set<String> UNKNOWNS = Set.of("", "CALL", "DO", "EXECUTE", "EXPLAIN", "COPY", "DECLARE",
            "MOVE", "LOCK");

    private PostgresStatements() {
    }

    static StatementKind of(String sql) {
        int start = start(sql);
        if (start == sql.length()) {
            return sql.isBlank() ? StatementKind.NEITHER : StatementKind.UNKNOWN;
        }
        if (ANOTHER.matcher(sql).find()) {
            return StatementKind.SEVERAL;
        }
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        String word = sql.substring(start, end).toUpperCase(Locale.ROOT);
        if (PostgresAdvisoryLocks.areIn(sql) && !NEITHERS.contains(word)) {
            return StatementKind.CHANGE; // If a query releases the lock itself, nothing shows afterwards that there was one.
        }
        if (QUERIES.contains(word)) {
            return NOTIFY.matcher(sql).find() ? StatementKind.CHANGE : StatementKind.QUERY;
        }
        if (ENDS.contains(word)) {
            return PART.matcher(sql.substring(end)).find() ? StatementKind.END_OF_PART : StatementKind.END;
        }
        return NEITHERS.contains(word) ? StatementKind.NEITHER
                : BEGINS.contains(word) ? StatementKind.BEGIN
                        : UNKNOWNS.contains(word) ? StatementKind.UNKNOWN : StatementKind.CHANGE;
    }

    /** White space, parentheses and comments come before the first word (PostgreSQL manual, section 4.1.5). */
    private static int start(String sql) {
        int at = 0;
        while (at < sql.length()) {
            if (sql.startsWith("--", at)) {
                int line = sql.indexOf('\n', at);
                at = line < 0 ? sql.length() : line;
            } else if (sql.startsWith("/*", at)) {
                at = endOfComment(sql, at);
            } else if (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == '(') {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    /** Finds the end of a comment. PostgreSQL's comments nest, unlike those of the SQL standard. */
    private static int endOfComment(String sql, int start) {
        int depth = 0;
        int at = start;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
        return Math.min(at, sql.length());
    }
}
