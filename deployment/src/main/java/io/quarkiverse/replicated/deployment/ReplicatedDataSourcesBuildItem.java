package io.quarkiverse.replicated.deployment;

import java.util.List;
import java.util.Optional;

import io.quarkus.builder.item.SimpleBuildItem;

/** The datasources to route between. Produced only if there is something to route, and only after all checks have passed. */
public final class ReplicatedDataSourcesBuildItem extends SimpleBuildItem {

    private final String primary;
    private final List<String> replicas;
    private final String databaseKind;
    private final Optional<String> databaseVersion;
    private final boolean transactional;

    ReplicatedDataSourcesBuildItem(String primary, List<String> replicas, String databaseKind,
            Optional<String> databaseVersion, boolean transactional) {
        this.primary = primary;
        this.replicas = List.copyOf(replicas);
        this.databaseKind = databaseKind;
        this.databaseVersion = databaseVersion;
        this.transactional = transactional;
    }

    public String primary() {
        return primary;
    }

    /** In the order of the configuration; may be empty. */
    public List<String> replicas() {
        return replicas;
    }

    public String databaseKind() {
        return databaseKind;
    }

    public Optional<String> databaseVersion() {
        return databaseVersion;
    }

    /** Whether the pools take part in JTA transactions. */
    public boolean transactional() {
        return transactional;
    }
}
