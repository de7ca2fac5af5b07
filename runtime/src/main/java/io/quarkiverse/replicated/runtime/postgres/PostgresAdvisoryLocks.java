package io.quarkiverse.replicated.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.Finding;

/**
 * Finds advisory locks. A replica grants them, but no other server knows of them, so that they exclude no session of the
 * primary (PostgreSQL manual, section 26.4.1). A lock that a session still holds is in {@code pg_locks}. A lock that was
 * released leaves no trace, so the texts of statements, functions and views are searched for the functions that lock. Safe for
 * use by any number of threads.
 */
final class PostgresAdvisoryLocks {

    private static final Pattern LOCKS = Pattern.compile("(?i)pg_(try_)?advisory_");

    /** The advisory locks of this session, as one text. */
    static final String HELD = """
            (SELECT pg_catalog.string_agg(pg_catalog.concat(a.classid, '/', a.objid, '/', a.objsubid, '/', a.mode), ' ')
               FROM pg_catalog.pg_locks a
              WHERE a.pid = pg_catalog.pg_backend_pid() AND a.locktype = 'advisory' AND a.granted)""";

    // The names of functions and views that take such locks, or use such a function or view. A function in the syntax of the
    // SQL standard has no source text.
    private static final String NAMES = """
            WITH RECURSIVE source AS MATERIALIZED (
                SELECT p.proname::text AS name,
                       CASE WHEN p.prosrc = '' AND p.prokind IN ('f', 'p') THEN pg_catalog.pg_get_functiondef(p.oid)
                            ELSE p.prosrc END AS text
                  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
                UNION ALL
                SELECT c.relname::text, pg_catalog.pg_get_viewdef(c.oid)
                  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind = 'v' AND n.nspname NOT IN ('pg_catalog', 'information_schema')),
            locking AS (
                SELECT name FROM source WHERE text ~* 'pg_(try_)?advisory_'
                UNION
                SELECT s.name FROM source s JOIN locking l ON pg_catalog.strpos(s.text, l.name) > 0)
            SELECT name FROM locking""";

    // A function that is created while the application runs is soon known.
    private static final long NAMES_LAST_NANOS = 2_000_000_000L;

    private record Names(Set<String> lowerCase, long askedAtNanos) {
    }

    private final Clock clock;
    private volatile Names names;
    // What a session holds that was seen before, by its process. The pool may hand out a connection whose earlier user has left
    // a lock.
    private final Map<Integer, Set<String>> known = new ConcurrentHashMap<>();

    PostgresAdvisoryLocks(Clock clock) {
        this.clock = clock;
    }

    /** Whether the text of a statement contains a function that takes or releases such a lock. */
    static boolean areIn(String statement) {
        return LOCKS.matcher(statement).find();
    }

    /**
     * What the locks of a session show. A lock that the session already held when it was last asked may be one that an earlier
     * user of the connection has left, or one that was taken again.
     *
     * @param process the process of the session
     * @param held the answer to {@link #HELD}, {@code null} if the session holds none
     */
    Finding findingOf(int process, String held) {
        if (held == null) {
            known.remove(process);
            return Finding.NOTHING;
        }
        Set<String> now = Set.copyOf(Arrays.asList(held.split(" ")));
        Set<String> before = known.put(process, now);
        return before != null && before.containsAll(now) ? Finding.UNDECIDED : Finding.WROTE;
    }

    /** Whether one of the statements names a function or a view that takes such a lock, and may have released it. */
    boolean mayHaveBeenTaken(Connection connection, Collection<String> statements) throws SQLException {
        Set<String> locking = names(connection);
        return !locking.isEmpty() && statements.stream().map(it -> it.toLowerCase(Locale.ROOT))
                .anyMatch(statement -> locking.stream().anyMatch(statement::contains));
    }

    private Set<String> names(Connection connection) throws SQLException {
        Names last = names;
        long nowNanos = clock.nanos();
        if (last == null || nowNanos - last.askedAtNanos > NAMES_LAST_NANOS) {
            Set<String> found = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement(NAMES); ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1).toLowerCase(Locale.ROOT));
                }
            }
            last = new Names(Set.copyOf(found), nowNanos);
            names = last;
        }
        return last.lowerCase;
    }
}
