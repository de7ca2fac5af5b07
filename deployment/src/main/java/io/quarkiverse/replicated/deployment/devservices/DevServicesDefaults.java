package io.quarkiverse.replicated.deployment.devservices;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.datasource.common.runtime.DatabaseKind;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Defaults for properties of Quarkus that depend on the names of our datasources. Quarkus' own Dev Services would start
 * unrelated servers, in need of Docker, and its health check would take an application down whose replica is. Whatever the
 * application sets wins.
 */
public final class DevServicesDefaults implements ConfigSourceFactory {

    // Above the defaults that Quarkus compiles in, below every source that an application can have.
    private static final int LOWEST_ORDINAL = Integer.MIN_VALUE + 1000;

    private static final String DOCKER_SEARCH = "org.testcontainers.dockerclient.DockerClientProviderStrategy";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!Boolean.parseBoolean(value(context, "quarkus.replicated.enabled", "true"))) {
            return List.of();
        }
        String primary = value(context, "quarkus.replicated.primary", "master");
        List<String> replicas = Arrays.stream(value(context, "quarkus.replicated.replicas", "replica").split(","))
                .map(String::strip).filter(it -> !it.isEmpty()).toList();
        Map<String, String> defaults = new HashMap<>();
        replicas.forEach(it -> defaults.put(DataSourceProperty.key(it, "health-exclude"), "true"));
        switchOff(defaults, DataSourceUtil.DEFAULT_DATASOURCE_NAME);
        if (isPostgreSQL(context, primary)) {
            switchOff(defaults, primary);
            replicas.forEach(it -> switchOff(defaults, it));
            // Quarkus' console looks for Docker to describe any dev service, container or not, and Testcontainers would tell a
            // developer without Docker at every reload that it is missing. Nothing here needs it.
            defaults.put("quarkus.log.category.\"" + DOCKER_SEARCH + "\".level", "OFF");
        }
        return List.of(new PropertiesConfigSource(defaults, "quarkus-replicated defaults", LOWEST_ORDINAL));
    }

    private static boolean isPostgreSQL(ConfigSourceContext context, String dataSource) {
        return DataSourceUtil.dataSourcePropertyKeys(dataSource, "db-kind").stream()
                .anyMatch(key -> DatabaseKind.isPostgreSQL(value(context, key, "")));
    }

    private static void switchOff(Map<String, String> defaults, String dataSource) {
        defaults.put(DataSourceProperty.key(dataSource, "devservices.enabled"), "false");
    }

    private static String value(ConfigSourceContext context, String property, String otherwise) {
        ConfigValue value = context.getValue(property);
        return value == null || value.getValue() == null ? otherwise : value.getValue();
    }
}
