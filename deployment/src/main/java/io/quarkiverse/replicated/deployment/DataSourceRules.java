package io.quarkiverse.replicated.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.replicated.deployment.exception.DefaultDataSourceConfiguredException;
import io.quarkiverse.replicated.deployment.exception.DifferentDatabaseKindsException;
import io.quarkiverse.replicated.deployment.exception.DifferentTransactionsException;
import io.quarkiverse.replicated.deployment.exception.MigrationOnReplicaException;
import io.quarkiverse.replicated.deployment.exception.PrimaryMissingException;
import io.quarkiverse.replicated.deployment.exception.ReplicaIsPrimaryException;
import io.quarkiverse.replicated.deployment.exception.ReplicaMissingException;
import io.quarkiverse.replicated.deployment.exception.ReplicatedSetupException;
import io.quarkiverse.replicated.runtime.config.ReplicatedBuildTimeConfig;
import io.quarkus.agroal.deployment.AggregatedDataSourceBuildTimeConfigBuildItem;
import io.quarkus.datasource.common.runtime.DataSourceUtil;

/** Checks the rules that hold between the configured datasources. */
final class DataSourceRules {

    private static final String REPLICAS = "quarkus.replicated.replicas";
    private static final String DEFAULT_REPLICA = "replica";
    private static final List<String> UNNAMED = List.of("db-kind", "jdbc.url", "username", "password");
    private static final List<String> MIGRATION_TOOLS = List.of("flyway", "liquibase");

    private final Config config;
    private final String primary;
    private final List<String> replicas;
    private final Map<String, AggregatedDataSourceBuildTimeConfigBuildItem> dataSources = new TreeMap<>();

    DataSourceRules(ReplicatedBuildTimeConfig names, Config config,
            List<AggregatedDataSourceBuildTimeConfigBuildItem> dataSources) {
        this.config = config;
        dataSources.forEach(it -> this.dataSources.put(it.getName(), it));
        this.primary = names.primary();
        // An empty value counts as set, and means that the application wants no replica.
        boolean named = config.getConfigValue(REPLICAS).getValue() != null;
        this.replicas = named ? names.replicas().orElse(List.of()).stream().distinct().toList()
                : this.dataSources.containsKey(DEFAULT_REPLICA) ? List.of(DEFAULT_REPLICA) : List.of();
    }

    /** The replicas to route to. Without the property it is the datasource of the default name, if there is one. */
    List<String> replicas() {
        return replicas;
    }

    List<ReplicatedSetupException> mistakes() {
        List<ReplicatedSetupException> mistakes = new ArrayList<>();
        addUnnamed(mistakes);
        if (!dataSources.containsKey(primary)) {
            mistakes.add(new PrimaryMissingException(primary, dataSources.keySet()));
        }
        for (String replica : replicas) {
            if (replica.equals(primary)) {
                mistakes.add(new ReplicaIsPrimaryException(replica));
            } else if (!dataSources.containsKey(replica)) {
                mistakes.add(new ReplicaMissingException(replica, dataSources.keySet()));
            } else if (dataSources.containsKey(primary)) {
                addDifferences(dataSources.get(primary), dataSources.get(replica), mistakes);
            }
            addMigrations(replica, mistakes);
        }
        return mistakes;
    }

    /**
     * Finds properties of the unnamed datasource, such as credentials that were not renamed. Quarkus ignores most of them
     * if the datasource has no kind.
     */
    private void addUnnamed(List<ReplicatedSetupException> mistakes) {
        UNNAMED.stream().map(it -> DataSourceUtil.dataSourcePropertyKey(DataSourceUtil.DEFAULT_DATASOURCE_NAME, it))
                .filter(it -> config.getConfigValue(it).getValue() != null)
                .findFirst()
                .or(() -> dataSources.containsKey(DataSourceUtil.DEFAULT_DATASOURCE_NAME)
                        ? Optional.of("quarkus.datasource.*")
                        : Optional.empty())
                .ifPresent(it -> mistakes.add(new DefaultDataSourceConfiguredException(it, primary)));
    }

    private void addDifferences(AggregatedDataSourceBuildTimeConfigBuildItem primary,
            AggregatedDataSourceBuildTimeConfigBuildItem replica, List<ReplicatedSetupException> mistakes) {
        if (!primary.getDbKind().equals(replica.getDbKind())) {
            mistakes.add(new DifferentDatabaseKindsException(primary.getName(), primary.getDbKind(), replica.getName(),
                    replica.getDbKind()));
        }
        if (primary.getJdbcConfig().transactions() != replica.getJdbcConfig().transactions()) {
            mistakes.add(new DifferentTransactionsException(primary.getName(), primary.getJdbcConfig().transactions(),
                    replica.getName(), replica.getJdbcConfig().transactions()));
        }
    }

    private void addMigrations(String replica, List<ReplicatedSetupException> mistakes) {
        for (String tool : MIGRATION_TOOLS) {
            String property = "quarkus." + tool + "." + replica + ".migrate-at-start";
            String quoted = "quarkus." + tool + ".\"" + replica + "\".migrate-at-start";
            if (isTrue(property) || isTrue(quoted)) {
                mistakes.add(new MigrationOnReplicaException(property, primary));
            }
        }
    }

    private boolean isTrue(String property) {
        return config.getOptionalValue(property, Boolean.class).orElse(false);
    }
}
