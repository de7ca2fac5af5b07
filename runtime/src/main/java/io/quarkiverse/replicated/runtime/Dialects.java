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

/** The kinds of database that are known, and how one is chosen. */
public final class Dialects {

    private static final String PROPERTY = "quarkus.replicated.dialect";

    private Dialects() {
    }

    /**
     * The dialect of a routed group.
     *
     * @param configured the value of {@code quarkus.replicated.dialect}
     * @param jdbcUrl of the primary
     * @param withUnflushed whether a commit's position includes commits that did not wait for their flush
     */
    static Dialect choose(Optional<String> configured, Optional<String> jdbcUrl, Clock clock, boolean withUnflushed) {
        Dialect postgres = new PostgresDialect(clock, withUnflushed);
        Dialect unknown = new UnknownDatabase(clock);
        if (configured.isEmpty()) {
            // Drivers that wrap another one keep its name: jdbc:otel:postgresql://…
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

    /** The dialect for what is decided when the application is built, by the kind of its datasource. */
    public static Dialect ofKind(String databaseKind) {
        return DatabaseKind.isPostgreSQL(databaseKind) ? new PostgresDialect(Clock.SYSTEM, true)
                : new UnknownDatabase(Clock.SYSTEM);
    }
}
