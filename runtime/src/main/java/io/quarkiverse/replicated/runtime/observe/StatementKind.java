package io.quarkiverse.replicated.runtime.observe;

import java.util.Locale;
import java.util.Set;

/** What the first word of a statement tells of it. */
enum StatementKind {

    /** It reads, but it may call a function that writes, take a number from a sequence, or lock rows. */
    QUERY,

    /** It writes, or is refused by a replica for another reason. */
    CHANGE,

    /** It does neither: a setting, or the begin and end of a transaction. */
    NEITHER,

    /** Nobody can tell, and it may end transactions itself, so that it cannot be put into one of ours. */
    UNKNOWN;

    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE", "FETCH");
    private static final Set<String> NEITHERS = Set.of("SET", "RESET", "SHOW", "BEGIN", "START", "COMMIT", "ROLLBACK", "END",
            "ABORT", "SAVEPOINT", "RELEASE", "DISCARD", "CLOSE", "DEALLOCATE", "CHECKPOINT");
    private static final Set<String> UNKNOWNS = Set.of("CALL", "DO", "EXECUTE", "EXPLAIN");

    static StatementKind of(String sql) {
        int start = start(sql);
        if (start == sql.length()) {
            return sql.isBlank() ? NEITHER : UNKNOWN;
        }
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        String word = sql.substring(start, end).toUpperCase(Locale.ROOT);
        return QUERIES.contains(word) ? QUERY
                : NEITHERS.contains(word) ? NEITHER : word.isEmpty() || UNKNOWNS.contains(word) ? UNKNOWN : CHANGE;
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

    /** These comments nest, unlike those of the SQL standard. */
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
