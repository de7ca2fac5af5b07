package io.quarkiverse.replicated.benchmarks;

/**
 * How an application comes to its data. Each is an endpoint of its own: GET reads a document, POST with a version writes it.
 */
public enum Access {

    /** Hibernate ORM: finds an entity, and in a transaction changes it. */
    ORM("/documents/", "Hibernate ORM"),

    /** Plain JDBC: one connection and one statement in autocommit. */
    JDBC("/rows/", "JDBC");

    private final String path;
    private final String title;

    Access(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** What the number of a document is appended to. */
    public String path() {
        return path;
    }

    @Override
    public String toString() {
        return title;
    }
}
