package io.quarkiverse.replicated.runtime.server;

/**
 * Identifies one database among the databases of a server. A primary and its replicas have the same databases, so a replica's
 * datasource must lead to the database that the primary's datasource leads to. A copy of a database has another number, and a
 * renamed database keeps its number.
 *
 * @param name the name of the database, for messages
 * @param number the number that the server has given to the database, which is the same on all its replicas
 */
public record DatabaseIdentity(String name, long number) {

    /** Whether the two are the same database, whatever its name is at the moment. */
    public boolean isSame(DatabaseIdentity other) {
        return number == other.number;
    }

    @Override
    public String toString() {
        return "'" + name + "'";
    }
}
