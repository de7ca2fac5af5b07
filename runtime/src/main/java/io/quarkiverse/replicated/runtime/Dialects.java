package io.quarkiverse.replicated.runtime;

import java.util.Optional;
import java.util.Set;

import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.postgres.PostgresDialect;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.UnknownDatabase;
import io.quarkus.datasource.common.runtime.DatabaseKind;
import io.quarkus.runtime.configuration.ConfigurationException;

/** The supported kinds of database, and how one of them is chosen. */
public final class Dialects {

    private static final String PROPERTY = "quarkus.replicated.dialect";

    private Dialects() {
    }

    /**
     * The dialect of a routed group.
     *
     * @param configured the value of {@code quarkus.replicated.dialect}
     * @param jdbcUrl the JDBC URL of the primary
     * @param withUnflushed whether a commit's position includes commits that did not wait for their flush
     * @param poolersShare whether a pooler between the driver and a server may change the server with each transaction
     */
    static Dialect choose(Optional<String> configured, Optional<String> jdbcUrl, Clock clock, boolean withUnflushed,
            boolean poolersShare) {
        Dialect postgres = new PostgresDialect(clock, withUnflushed, poolersShare);
        Dialect unknown = new UnknownDatabase(clock);
        if (configured.isEmpty()) {
            // The URL of a driver that wraps another driver still contains that driver's name: jdbc:otel:postgresql://…
            return jdbcUrl.filter(it -> it.startsWith("jdbc:") && it.contains(":" + postgres.name() + ":")).isPresent()
                    ? postgres
                    : unknown;
        }
        String name = configured.get();
        if (name.equalsIgnoreCase(postgres.name())) {
            return postgres;
        }
        if (name.equalsIgnoreCase(unknown.name())) {
            return unknown;
        }
        throw new ConfigurationException(PROPERTY + " must be '" + postgres.name() + "' or '" + unknown.name() + "', but is '"
                + name + "'. Remove it to have it chosen by the URL. " + Guide.REFERENCE, Set.of(PROPERTY));
    }

    /** @throws ConfigurationException if this kind of database cannot say what a transaction has done */
    static void checkObservable(Dialect dialect) {
        if (!dialect.seesWrites()) {
            throw new ConfigurationException(
                    "quarkus.replicated.mode must not be 'observe' with this kind of database, because "
                            + "only PostgreSQL can say what a transaction has done. Remove it, or set " + PROPERTY
                            + " if the servers "
                            + "are PostgreSQL. " + Guide.OBSERVE,
                    Set.of("quarkus.replicated.mode"));
        }
    }

    /** The dialect for decisions that are made at build time, chosen by the kind of the datasource. */
    public static Dialect ofKind(String databaseKind) {
        return DatabaseKind.isPostgreSQL(databaseKind) ? new PostgresDialect(Clock.SYSTEM, true)
                : new UnknownDatabase(Clock.SYSTEM);
    }
}
