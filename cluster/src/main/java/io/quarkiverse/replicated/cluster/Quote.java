package io.quarkiverse.replicated.cluster;

/**
 * Quotes text for SQL and for the files of PostgreSQL, each of which has rules of its own.
 */
final class Quote {

    private Quote() {
    }

    /** "name" in SQL. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** 'text' in SQL, with standard_conforming_strings. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** 'value' in postgresql.conf, where a backslash escapes. */
    static String setting(String value) {
        return "'" + value.replace("\\", "\\\\").replace("\n", "\\n").replace("'", "''") + "'";
    }

    /** 'value' in a libpq connection string. */
    static String conninfo(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A field of libpq's password file. */
    static String passfile(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
    }
}
