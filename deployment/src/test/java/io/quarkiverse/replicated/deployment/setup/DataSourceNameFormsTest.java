package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.runtime.config.DataSourceNameForms;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;

class DataSourceNameFormsTest {

    /** One property in each form that Quarkus documents, beside all the others in each form. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            quarkus.datasource.master.,             quarkus.datasource."master".
            quarkus.datasource."master".,           quarkus.datasource.master.
            quarkus.datasource.master.,             %prod.quarkus.datasource."master".
            quarkus.datasource."master".,           %prod.quarkus.datasource.master.
            %prod.quarkus.datasource."master".,     quarkus.datasource.master.
            quarkus.datasource.master.,             QUARKUS_DATASOURCE__MASTER__
            quarkus.datasource."master".,           QUARKUS_DATASOURCE_MASTER_
            %prod.quarkus.datasource."master".,     QUARKUS_DATASOURCE_MASTER_
            quarkus.datasource.master.,             _PROD_QUARKUS_DATASOURCE__MASTER__
            """)
    void aMappingSeesThePropertiesOfBothForms(String first, String second) {
        Map<String, String> properties = new HashMap<>();
        properties.put(first + "db-kind", "postgresql");
        properties.put(first + "jdbc.max-size", "7");
        properties.put(first + "jdbc.additional-jdbc-properties.first", "1");
        Map<String, String> environment = new HashMap<>();
        boolean inEnvironment = second.endsWith("_");
        (inEnvironment ? environment : properties).put(second + (inEnvironment ? "JDBC_URL" : "jdbc.url"), "there");
        if (!inEnvironment) {
            properties.put(second + "jdbc.additional-jdbc-properties.second", "2");
        }

        Source master = config(properties, environment).getConfigMapping(Sources.class).sources().get("master");

        assertThat(master.dbKind()).hasValue("postgresql");
        assertThat(master.jdbc().url()).hasValue("there");
        assertThat(master.jdbc().maxSize()).isEqualTo(7);
        assertThat(master.jdbc().additionalJdbcProperties()).containsKey("first").hasSize(inEnvironment ? 1 : 2);
    }

    @Test
    void ofTwoFormsTheSourceOfTheHigherOrdinalWins() {
        SmallRyeConfig config = config(Map.of("quarkus.datasource.\"replica\".jdbc.url", "file"),
                Map.of("QUARKUS_DATASOURCE_REPLICA_JDBC_URL", "environment"));

        assertThat(config.getRawValue("quarkus.datasource.replica.jdbc.url")).isEqualTo("environment");
        assertThat(config.getRawValue("quarkus.datasource.\"replica\".jdbc.url")).isEqualTo("environment");
    }

    @Test
    void ofTwoFormsInOneSourceThatOfTheProfileWins() {
        SmallRyeConfig config = config(Map.of("quarkus.datasource.\"master\".jdbc.url", "any",
                "%prod.quarkus.datasource.master.jdbc.url", "prod"), Map.of());

        assertThat(config.getRawValue("quarkus.datasource.\"master\".jdbc.url")).isEqualTo("prod");
        assertThat(config.getRawValue("quarkus.datasource.master.jdbc.url")).isEqualTo("prod");
    }

    @Test
    void otherNamesAreRoutedIfTheConfigurationSaysSo() {
        Map<String, String> properties = Map.of("quarkus.replicated.primary", "writer", "quarkus.replicated.replicas",
                "eu-west, eu.north ,us", "quarkus.datasource.\"writer\".jdbc.url", "w",
                "quarkus.datasource.\"us\".jdbc.url", "u", "quarkus.datasource.eu-west.db-kind", "postgresql",
                "quarkus.datasource.\"master\".jdbc.url", "m");

        SmallRyeConfig config = config(properties, Map.of("QUARKUS_DATASOURCE__EU_WEST__JDBC_URL", "e"));

        assertThat(config.getRawValue("quarkus.datasource.writer.jdbc.url")).isEqualTo("w");
        assertThat(config.getRawValue("quarkus.datasource.us.jdbc.url")).isEqualTo("u");
        assertThat(config.getRawValue("quarkus.datasource.master.jdbc.url")).as("not routed").isNull();
        assertThat(config.getConfigMapping(Sources.class).sources().get("eu-west").jdbc().url()).hasValue("e");
    }

    @Test
    void otherDataSourcesAndTheUnnamedOneAreLeftAlone() {
        SmallRyeConfig config = config(Map.of("quarkus.datasource.jdbc.url", "unnamed", "quarkus.datasource.health.enabled",
                "true", "quarkus.datasource.\"other\".db-kind", "h2"), Map.of());

        Set<String> names = new HashSet<>();
        config.getPropertyNames().forEach(names::add);
        assertThat(names).contains("quarkus.datasource.jdbc.url", "quarkus.datasource.\"other\".db-kind")
                .noneMatch(it -> it.startsWith("quarkus.datasource.\"jdbc\"") || it.startsWith("quarkus.datasource.other")
                        || it.startsWith("quarkus.datasource.\"health\""));
    }

    @Test
    void nothingIsChangedWithoutRouting() {
        SmallRyeConfig config = config(Map.of("quarkus.replicated.enabled", "false",
                "quarkus.datasource.\"master\".jdbc.url", "m"), Map.of());

        assertThat(config.getRawValue("quarkus.datasource.master.jdbc.url")).isNull();
    }

    private static SmallRyeConfig config(Map<String, String> properties, Map<String, String> environment) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().withProfile("prod")
                .withInterceptors(new DataSourceNameForms())
                .withSources(new PropertiesConfigSource(properties, "application", 250), new EnvConfigSource(environment, 300))
                .withMapping(Sources.class).withValidateUnknown(false).build();
    }

    /** As Quarkus maps its datasources. */
    @ConfigMapping(prefix = "quarkus.datasource")
    interface Sources {

        @WithParentName
        @WithDefaults
        @WithUnnamedKey("<default>")
        Map<String, Source> sources();
    }

    interface Source {

        Optional<String> dbKind();

        Jdbc jdbc();
    }

    interface Jdbc {

        Optional<String> url();

        @WithDefault("20")
        int maxSize();

        Map<String, String> additionalJdbcProperties();
    }
}
