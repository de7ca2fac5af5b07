package io.quarkiverse.replicated.deployment;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.datasource.common.runtime.DatabaseKind;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Defaults for properties of Quarkus that depend on the names of our datasources. They switch off Quarkus' own Dev
 * Services, which would start unrelated servers and need Docker. They also replace Quarkus' health check with ours, because
 * Quarkus' check takes an application out of rotation when one server is away. A value that the application sets wins.
 */
public final class DataSourceDefaults implements ConfigSourceFactory {

    // Above the defaults that Quarkus compiles in, and below every source that an application can have.
    private static final int LOWEST_ORDINAL = Integer.MIN_VALUE + 1000;

    private static final String DATA_SOURCE = "quarkus.datasource.";
    private static final String DOCKER_SEARCH = "org.testcontainers.dockerclient.DockerClientProviderStrategy";

    private static final List<String> DOCKER_NEWS = List.of("org.testcontainers.DockerClientFactory",
            "org.testcontainers.dockerclient.DockerMachineClientProviderStrategy");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!Boolean.parseBoolean(value(context, "quarkus.replicated.enabled", "true"))) {
            return List.of();
        }
        // A property of any other name would make Quarkus believe that the application configures that datasource.
        Set<String> configured = configuredProperties(context);
        String primary = value(context, "quarkus.replicated.primary", "master");
        List<String> replicas = Arrays.stream(value(context, "quarkus.replicated.replicas", "replica").split(","))
                .map(String::strip).filter(it -> isConfigured(it, configured)).toList();

        Map<String, String> defaults = new HashMap<>();
        replicas.forEach(it -> defaults.put(DataSourceProperty.key(it, "health-exclude"), "true"));
        if (isConfigured(primary, configured)) {
            if (!replicas.isEmpty() && Boolean.parseBoolean(value(context, "quarkus.replicated.health.enabled", "true"))) {
                defaults.put(DataSourceProperty.key(primary, "health-exclude"), "true");
            }
            switchOff(defaults, DataSourceUtil.DEFAULT_DATASOURCE_NAME);
            if (isPostgreSQL(context, primary)) {
                switchOff(defaults, primary);
                replicas.forEach(it -> switchOff(defaults, it));
                silenceDockerSearch(defaults);
            }
        }
        return List.of(new PropertiesConfigSource(defaults, "quarkus-replicated defaults", LOWEST_ORDINAL));
    }

    private static Set<String> configuredProperties(ConfigSourceContext context) {
        Set<String> names = new HashSet<>();
        context.iterateNames().forEachRemaining(name -> {
            if (name.startsWith(DATA_SOURCE)) {
                names.add(name);
            }
        });
        return names;
    }

    private static boolean isConfigured(String dataSource, Set<String> properties) {
        return !dataSource.isEmpty() && DataSourceUtil.dataSourcePropertyKeys(dataSource, "").stream()
                .anyMatch(prefix -> properties.stream().anyMatch(it -> it.startsWith(prefix)));
    }

    /** A datasource without a kind counts as well: Quarkus takes the kind of the only driver. */
    private static boolean isPostgreSQL(ConfigSourceContext context, String dataSource) {
        return DataSourceUtil.dataSourcePropertyKeys(dataSource, "db-kind").stream()
                .map(key -> value(context, key, ""))
                .allMatch(kind -> kind.isEmpty() || DatabaseKind.isPostgreSQL(kind));
    }

    private static void switchOff(Map<String, String> defaults, String dataSource) {
        defaults.put(DataSourceProperty.key(dataSource, "devservices.enabled"), "false");
    }

    /**
     * Quarkus' console looks for Docker to describe any dev service, whether it is a container or not. Without Docker,
     * Testcontainers would log at every reload that it is missing, although our servers do not need it.
     */
    private static void silenceDockerSearch(Map<String, String> defaults) {
        if (LaunchMode.current().isDevOrTest()) {
            defaults.put("quarkus.log.category.\"" + DOCKER_SEARCH + "\".level", "OFF");
            DOCKER_NEWS.forEach(it -> defaults.put("quarkus.log.category.\"" + it + "\".level", "WARN"));
        }
    }

    private static String value(ConfigSourceContext context, String property, String otherwise) {
        ConfigValue value = context.getValue(property);
        return value == null || value.getValue() == null ? otherwise : value.getValue();
    }
}
