package io.quarkiverse.replicated.runtime.config;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The configuration that is fixed when the application is built. */
@ConfigMapping(prefix = "quarkus.replicated")
@ConfigRoot(phase = ConfigPhase.BUILD_AND_RUN_TIME_FIXED)
public interface ReplicatedBuildTimeConfig {

    /**
     * Whether requests are routed. If switched off, the application is built as if this extension were absent. The default
     * datasource is then the application's own, for instance a single database for tests.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The name of the datasource of the primary, the server that accepts writes. Change it if yours has another name.
     */
    @WithDefault("master")
    String primary();

    /**
     * The names of the datasources of the replicas, one for each server. Set an empty value to route everything to the
     * primary.
     */
    @ConfigDocDefault("replica if there is a datasource of that name")
    Optional<List<String>> replicas();

    /**
     * Whether the build writes `replicated-routes.txt` into its output directory (`target`). The file lists where each REST
     * endpoint goes, and by which rule. Keep a copy of the file under version control to see in a review how a change affects
     * routes. Without the file, the table is in the Dev UI and in the log, at level `DEBUG` of the category
     * `io.quarkiverse.replicated`. The table is logged whenever the application is built: in dev mode, before tests, and by
     * Maven, which shows it with `-X`.
     */
    @WithDefault("false")
    boolean routeTable();

    /**
     * Whether the application may use Hibernate's second-level cache although reads go to replicas. By default the build fails
     * if it does, because a read from a replica can put an old row into the cache, and a later write overwrites newer data with
     * it. Set it to `true` only if all that is cached is read from the primary, or never changes.
     */
    @WithDefault("false")
    boolean allowSecondLevelCache();

    /**
     * The readiness check.
     */
    HealthBuildTimeConfig health();

    /** The readiness check. */
    @ConfigGroup
    interface HealthBuildTimeConfig {

        /**
         * Whether the readiness check reports the primary and the replicas. It then replaces Quarkus' own check of their
         * datasources, which takes the application out of rotation as soon as any of the servers is away. It needs
         * `quarkus-smallrye-health`.
         */
        @WithDefault("true")
        boolean enabled();
    }
}
