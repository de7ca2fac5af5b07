package io.quarkiverse.replicated.runtime.config;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What decides how the application is built. */
@ConfigMapping(prefix = "quarkus.replicated")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface ReplicatedBuildTimeConfig {

    /**
     * Whether requests are routed. Switched off, the application is built as if this extension were absent: the default
     * datasource is the application's own, for instance a single database for tests.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The name of the datasource of the primary, the server that accepts writes. Change it when yours is called otherwise.
     */
    @WithDefault("master")
    String primary();

    /**
     * The names of the datasources of the replicas, one for each server. Set it to an empty value to route everything to the
     * primary.
     */
    @ConfigDocDefault("replica if there is a datasource of that name")
    Optional<List<String>> replicas();

    /**
     * Whether the build writes `replicated-routes.txt` into its output directory (`target`): where each REST endpoint goes, and
     * by which rule. Set it to keep a copy of the file under version control, and see in a review what a change does to routes.
     * Without it the table is in the Dev UI, and in the log, category `io.quarkiverse.replicated`, level `DEBUG`, whenever the
     * application is built: in dev mode, before tests, and by Maven, which shows it with `-X`.
     */
    @WithDefault("false")
    boolean routeTable();

    /**
     * The readiness check.
     */
    HealthBuildTimeConfig health();

    /** The readiness check. */
    @ConfigGroup
    interface HealthBuildTimeConfig {

        /**
         * Whether the readiness check tells of the primary and the replicas, in place of Quarkus' own check of their
         * datasources, which takes the application out of rotation as soon as any of them is away. It needs
         * `quarkus-smallrye-health`.
         */
        @WithDefault("true")
        boolean enabled();
    }
}
