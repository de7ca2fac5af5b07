package io.quarkiverse.replicated.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.quarkiverse.replicated.deployment.exception.DefaultDataSourceConfiguredException;
import io.quarkiverse.replicated.deployment.exception.DifferentDatabaseKindsException;
import io.quarkiverse.replicated.deployment.exception.DifferentTransactionsException;
import io.quarkiverse.replicated.deployment.exception.MigrationOnReplicaException;
import io.quarkiverse.replicated.deployment.exception.PrimaryMissingException;
import io.quarkiverse.replicated.deployment.exception.ReplicaIsPrimaryException;
import io.quarkiverse.replicated.deployment.exception.ReplicaMissingException;
import io.quarkiverse.replicated.deployment.exception.ReplicatedSetupException;
import io.quarkiverse.replicated.deployment.exception.SchemaOnReplicaException;
import io.quarkiverse.replicated.deployment.exception.SetProperty;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.config.ReplicatedBuildTimeConfig;
import io.quarkus.agroal.deployment.AggregatedDataSourceBuildTimeConfigBuildItem;
import io.quarkus.datasource.common.runtime.DataSourceUtil;

/** Checks the rules that hold between the configured datasources. */
final class DataSourceRules {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final String REPLICAS = "quarkus.replicated.replicas";
    private static final String DEFAULT_REPLICA = "replica";
    private static final List<String> MIGRATION_TOOLS = List.of("flyway", "liquibase");
    private static final List<String> MIGRATIONS = List.of("migrate-at-start", "clean-at-start", "baseline-at-start",
            "repair-at-start");

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
        addPrimaryMissing(mistakes);
        for (String replica : replicas) {
            if (replica.equals(primary)) {
                mistakes.add(new ReplicaIsPrimaryException(replica));
            } else if (!dataSources.containsKey(replica)) {
                mistakes.add(new ReplicaMissingException(replica, dataSources.keySet()));
            } else if (dataSources.containsKey(primary)) {
                addDifferences(dataSources.get(primary), dataSources.get(replica), mistakes);
            }
            addMigrations(replica, mistakes);
            addSchemas(replica, mistakes);
        }
        return mistakes;
    }

    /**
     * Finds properties of the unnamed datasource, such as credentials that were not renamed. Quarkus ignores most of them
     * if the datasource has no kind.
     */
    private void addUnnamed(List<ReplicatedSetupException> mistakes) {
        UnnamedDataSource unnamed = new UnnamedDataSource(config);
        List<SetProperty> all = unnamed.all();
        if (!unnamed.configuring().isEmpty()
                || dataSources.containsKey(DataSourceUtil.DEFAULT_DATASOURCE_NAME) && !all.isEmpty()) {
            mistakes.add(new DefaultDataSourceConfiguredException(all, primary));
        } else if (!all.isEmpty()) {
            LOG.warnf("%s %s no effect, because the routed datasource takes the place of the default one. Rename what you need "
                    + "to quarkus.datasource.%s.*, and devservices.* to quarkus.replicated.devservices.*, and remove the rest. %s",
                    all.stream().map(SetProperty::toString).collect(Collectors.joining(", ")), all.size() == 1 ? "has" : "have",
                    primary, Guide.UNNAMED);
        }
    }

    private void addPrimaryMissing(List<ReplicatedSetupException> mistakes) {
        if (!dataSources.containsKey(primary)) {
            Set<String> named = new TreeSet<>(dataSources.keySet());
            named.remove(DataSourceUtil.DEFAULT_DATASOURCE_NAME);
            String kind = dataSources.values().stream().map(AggregatedDataSourceBuildTimeConfigBuildItem::getDbKind)
                    .findFirst().orElse("postgresql");
            mistakes.add(new PrimaryMissingException(primary, named, kind));
        }
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
            for (String action : MIGRATIONS) {
                Stream.of(replica, "\"" + replica + "\"")
                        .map(it -> "quarkus." + tool + "." + it + "." + action)
                        .filter(this::isTrue)
                        .forEach(it -> mistakes.add(new MigrationOnReplicaException(it, primary)));
            }
        }
    }

    private void addSchemas(String replica, List<ReplicatedSetupException> mistakes) {
        PersistenceUnits units = new PersistenceUnits(config);
        units.with("datasource", replica).forEach(unit -> units.schemaStrategy(unit)
                .ifPresent(it -> mistakes.add(new SchemaOnReplicaException(unit.property(), replica, it.property(),
                        it.value()))));
    }

    private boolean isTrue(String property) {
        return config.getOptionalValue(property, Boolean.class).orElse(false);
    }
}
