package io.quarkiverse.replicated.runtime.observe;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the first word of a statement tells of it. */
enum StatementKind {

    /** It reads, but it may call a function that writes, take a number from a sequence, or lock rows. */
    QUERY,

    /** It writes, or is refused by a replica for another reason. */
    CHANGE,

    /** It does neither: a setting, or a prepared statement. */
    NEITHER,

    /** It begins a transaction. */
    BEGIN,

    /** It ends a transaction. */
    END,

    /** It ends a part of a transaction, or begins another with the end of one. */
    END_OF_PART,

    /** Nobody can tell, and it may end transactions itself, so that it cannot be put into one of ours. */
    UNKNOWN,

    /** Several statements in one text, any of which may begin or end a transaction. */
    SEVERAL;

    // What stands in a literal is taken for the beginning of another one, too: that is the safe side.
    private static final Pattern ANOTHER = Pattern.compile(";\\s*\\S");

    private static final Pattern PART = Pattern.compile("(?i)\\b(TO|CHAIN)\\b");

    // Its message leaves at the commit, before which it takes neither a number nor a lock.
    private static final Pattern NOTIFY = Pattern.compile("(?i)pg_notify");

    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE", "FETCH");
    private static final Set<String> NEITHERS = Set.of("SET", "RESET", "SHOW", "SAVEPOINT", "RELEASE", "DISCARD", "CLOSE",
            "PREPARE", "DEALLOCATE", "UNLISTEN", "LOAD", "CHECKPOINT");
    private static final Set<String> BEGINS = Set.of("BEGIN", "START");
    private static final Set<String> ENDS = Set.of("COMMIT", "END", "ROLLBACK", "ABORT");
    private static final Set<String> UNKNOWNS = Set.of("", "CALL", "DO", "EXECUTE", "EXPLAIN", "COPY", "DECLARE",
            "MOVE", "LOCK");

    static StatementKind of(String sql) {
        int start = start(sql);
        if (start == sql.length()) {
            return sql.isBlank() ? NEITHER : UNKNOWN;
        }
        if (ANOTHER.matcher(sql).find()) {
            return SEVERAL;
        }
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        String word = sql.substring(start, end).toUpperCase(Locale.ROOT);
        if (QUERIES.contains(word)) {
            return NOTIFY.matcher(sql).find() ? CHANGE : QUERY;
        }
        if (ENDS.contains(word)) {
            return PART.matcher(sql.substring(end)).find() ? END_OF_PART : END;
        }
        return NEITHERS.contains(word) ? NEITHER
                : BEGINS.contains(word) ? BEGIN : UNKNOWNS.contains(word) ? UNKNOWN : CHANGE;
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
