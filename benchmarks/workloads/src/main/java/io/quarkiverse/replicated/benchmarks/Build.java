package io.quarkiverse.replicated.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.replicated.benchmarks.report.Environment;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DataSourceSettings;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/**
 * The builds of the one application, below {@code benchmarks/applications}, and the settings they run with. All of them run
 * with the same JVM options and
 * with pools of the same size.
 */
public enum Build {

    /** The default datasource, routed by the extension. Tokens are signed, as in production. */
    EXTENSION("extension", "extension", "replica", Set.of(Access.values())) {
        @Override
        public Map<String, String> settings(PostgresCluster cluster) {
            Map<String, String> settings = DataSourceSettings.ofPair(cluster);
            settings.put("quarkus.replicated.consistency.secret", "everybody may know this one");
            return settings;
        }
    },

    /** The same without positions: it promises what the next one does, which is nothing. */
    EXTENSION_WITHOUT_POSITIONS("extension, mode=none", "extension", "replica", Set.of(Access.values())) {
        @Override
        public Map<String, String> settings(PostgresCluster cluster) {
            Map<String, String> settings = DataSourceSettings.ofPair(cluster);
            settings.put("quarkus.replicated.consistency.mode", "none");
            return settings;
        }
    },

    /** Nothing is routed: everything goes to the primary, and is watched. */
    EXTENSION_OBSERVING("extension, mode=observe", "extension", "primary", Set.of(Access.values())) {
        @Override
        public Map<String, String> settings(PostgresCluster cluster) {
            Map<String, String> settings = DataSourceSettings.ofPair(cluster);
            settings.put("quarkus.replicated.mode", "observe");
            return settings;
        }
    },

    /** Two datasources, one of which was chosen by hand at each injection point: the measure of the others. */
    HAND_WRITTEN("hand-written", "hand-written", "replica", Set.of(Access.values())) {
        @Override
        public Map<String, String> settings(PostgresCluster cluster) {
            return DataSourceSettings.ofPair(cluster);
        }
    },

    /** The primary alone. */
    ONE_DATASOURCE("one-datasource", "one-datasource", "primary", Set.of(Access.values())) {
        @Override
        public Map<String, String> settings(PostgresCluster cluster) {
            return DataSourceSettings.of(cluster).addDefault(cluster.primary()).asMap();
        }
    },

    /** Hibernate ORM with a database for each tenant, and the HTTP method is the tenant. None of that works for plain JDBC. */
    TENANTS("tenants", "tenants", "replica", Set.of(Access.ORM)) {
        @Override
        public Map<String, String> settings(PostgresCluster cluster) {
            return DataSourceSettings.ofPair(cluster);
        }
    };

    private static final Pattern QUARKUS = Pattern.compile("powered by Quarkus ([^)]+)\\)");

    private final String name;
    private final String directory;
    private final String reader;
    private final Set<Access> accesses;

    Build(String name, String directory, String reader, Set<Access> accesses) {
        this.name = name;
        this.directory = directory;
        this.reader = reader;
        this.accesses = accesses;
    }

    /** The settings for the primary and the first replica. The map may be changed. */
    public abstract Map<String, String> settings(PostgresCluster cluster);

    /** A process of it, whose output goes to a file in a directory, which is made if need be. */
    public Application start(Path logs, Map<String, String> settings) {
        return Packages.at(directory + "/target/quarkus-app", logs, name().toLowerCase(Locale.ROOT)).start(settings);
    }

    /** Which server a GET has to be answered by, as the answer names it, while all are well. */
    public String reader() {
        return reader;
    }

    public Set<Access> accesses() {
        return accesses;
    }

    /** Where the figures of an application come from. All builds are of one version of Quarkus. */
    public static Environment environment(PostgresCluster cluster, Application application) {
        Matcher quarkus = QUARKUS.matcher(application.log());
        return Environment.here().with("JVM options of the applications", String.join(" ", Packages.JVM_OPTIONS))
                .with("Quarkus", quarkus.find() ? quarkus.group(1) : "unknown")
                .with("PostgreSQL", DocumentStore.query(cluster, "SHOW server_version"));
    }

    /** In tables. */
    @Override
    public String toString() {
        return name;
    }
}
