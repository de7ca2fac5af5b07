package io.quarkiverse.replicated.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.replicated.deployment.exception.DefaultDataSourceConfiguredException;
import io.quarkiverse.replicated.deployment.exception.DifferentDatabaseKindsException;
import io.quarkiverse.replicated.deployment.exception.MigrationOnReplicaException;
import io.quarkiverse.replicated.deployment.exception.PrimaryMissingException;
import io.quarkiverse.replicated.deployment.exception.ReplicaIsPrimaryException;
import io.quarkiverse.replicated.deployment.exception.ReplicaMissingException;
import io.quarkiverse.replicated.deployment.exception.ReplicatedSetupException;
import io.quarkiverse.replicated.runtime.ReplicatedBuildTimeConfig;
import io.quarkus.agroal.deployment.AggregatedDataSourceBuildTimeConfigBuildItem;
import io.quarkus.datasource.common.runtime.DataSourceUtil;

/** What must hold between the configured datasources. */
final class DataSourceRules {

    private static final String DEFAULT_REPLICA = "replica";
    private static final List<String> MIGRATION_TOOLS = List.of("flyway", "liquibase");

    private final String primary;
    private final List<String> replicas;
    private final Map<String, String> kinds = new TreeMap<>();

    DataSourceRules(ReplicatedBuildTimeConfig config, List<AggregatedDataSourceBuildTimeConfigBuildItem> dataSources) {
        dataSources.forEach(it -> kinds.put(it.getName(), it.getDbKind()));
        primary = config.primary();
        replicas = replicaNames(config).stream()
                .filter(it -> config.replicas().isPresent() || kinds.containsKey(it))
                .toList();
    }

    /** The names that are configured, or the one that a replica has by default. */
    static List<String> replicaNames(ReplicatedBuildTimeConfig config) {
        return config.replicas().orElse(List.of(DEFAULT_REPLICA)).stream().distinct().toList();
    }

    /** Those of them to route to; none if only the default name stands there and no datasource bears it. */
    List<String> replicas() {
        return replicas;
    }

    List<ReplicatedSetupException> mistakes(Config config) {
        List<ReplicatedSetupException> mistakes = new ArrayList<>();
        if (kinds.containsKey(DataSourceUtil.DEFAULT_DATASOURCE_NAME)) {
            mistakes.add(new DefaultDataSourceConfiguredException(primary));
        }
        if (!kinds.containsKey(primary)) {
            mistakes.add(new PrimaryMissingException(primary, kinds.keySet()));
        }
        for (String replica : replicas) {
            if (replica.equals(primary)) {
                mistakes.add(new ReplicaIsPrimaryException(replica));
            } else if (!kinds.containsKey(replica)) {
                mistakes.add(new ReplicaMissingException(replica, kinds.keySet()));
            } else if (kinds.containsKey(primary) && !kinds.get(primary).equals(kinds.get(replica))) {
                mistakes.add(
                        new DifferentDatabaseKindsException(primary, kinds.get(primary), replica, kinds.get(replica)));
            }
            for (String tool : MIGRATION_TOOLS) {
                String property = "quarkus." + tool + "." + replica + ".migrate-at-start";
                String quoted = "quarkus." + tool + ".\"" + replica + "\".migrate-at-start";
                if (isTrue(config, property) || isTrue(config, quoted)) {
                    mistakes.add(new MigrationOnReplicaException(property, primary));
                }
            }
        }
        return mistakes;
    }

    private static boolean isTrue(Config config, String property) {
        return config.getOptionalValue(property, Boolean.class).orElse(false);
    }
}
