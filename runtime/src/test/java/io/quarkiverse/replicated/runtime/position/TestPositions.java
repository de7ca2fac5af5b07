package io.quarkiverse.replicated.runtime.position;

import io.quarkiverse.replicated.runtime.postgres.PostgresDialect;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;
import io.quarkiverse.replicated.runtime.server.Dialect;

/**
 * Positions of the kind that this run of the tests uses. The build runs the tests of tokens, requests, the judge and the
 * router twice. One run uses positions of PostgreSQL. The other, with the system property {@code test.positions=vector}, uses
 * vectors of several counters, of which neither may include the other.
 */
public final class TestPositions {

    public static final int DATABASE = 7;

    public static final boolean ARE_VECTORS = "vector".equals(System.getProperty("test.positions"));

    /** The dialect that uses these positions. */
    public static final Dialect DIALECT = ARE_VECTORS ? new VectorDialect() : new PostgresDialect(Clock.SYSTEM, true);

    private TestPositions() {
    }

    public static LogPosition at(int timeline, long number) {
        return at(DATABASE, timeline, number);
    }

    /** A position of another database. */
    public static LogPosition elsewhere(int timeline, long number) {
        return at(DATABASE + 1, timeline, number);
    }

    public static LogPosition at(int database, int timeline, long number) {
        return ARE_VECTORS ? new VectorPosition(database, timeline, number, number)
                : new PostgresLsn(database, timeline, number);
    }

    public static RequiredPosition required(int timeline, long number) {
        return RequiredPosition.of(at(timeline, number));
    }
}
