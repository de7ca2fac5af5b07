package io.quarkiverse.replicated.runtime.observe;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    // Comments, white space and parentheses come before the first word (PostgreSQL manual, section 4.1.5); comments nest.
    private static final Pattern FIRST_WORD = Pattern.compile(
            "(?:\\s|\\(|--[^\\n]*(?:\\n|$)|/\\*(?:[^*/]|\\*(?!/)|/(?!\\*)|/\\*(?:[^*]|\\*(?!/))*\\*/)*+\\*/)*+([A-Za-z]+|\\{)?");

    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE", "FETCH");
    private static final Set<String> NEITHERS = Set.of("SET", "RESET", "SHOW", "BEGIN", "START", "COMMIT", "ROLLBACK", "END",
            "ABORT", "SAVEPOINT", "RELEASE", "DISCARD", "CLOSE", "DEALLOCATE", "CHECKPOINT");
    private static final Set<String> UNKNOWNS = Set.of("CALL", "DO", "EXECUTE", "EXPLAIN", "{");

    static StatementKind of(String sql) {
        Matcher matcher = FIRST_WORD.matcher(sql);
        String word = matcher.lookingAt() ? matcher.group(1) : null;
        if (word == null) {
            return sql.isBlank() ? NEITHER : UNKNOWN;
        }
        String upper = word.toUpperCase(Locale.ROOT);
        return QUERIES.contains(upper) ? QUERY
                : NEITHERS.contains(upper) ? NEITHER : UNKNOWNS.contains(upper) ? UNKNOWN : CHANGE;
    }
}
