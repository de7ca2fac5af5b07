package io.quarkiverse.replicated.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.deployment.exception.SetProperty;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class UnnamedDataSourceTest {

    private static final String FILE = "file:/shop/src/main/resources/application.properties";

    @Test
    void namesAllPropertiesOfAllProfilesWithTheirFile() {
        UnnamedDataSource unnamed = new UnnamedDataSource(
                config(Map.of("quarkus.datasource.devservices.image-name", "postgres:16",
                        "%dev.quarkus.datasource.jdbc.max-size", "3", "quarkus.datasource.db-kind", "postgresql")));

        assertThat(unnamed.all()).extracting(SetProperty::toString).containsExactlyInAnyOrder(
                "quarkus.datasource.devservices.image-name (/shop/src/main/resources/application.properties)",
                "%dev.quarkus.datasource.jdbc.max-size (/shop/src/main/resources/application.properties)",
                "quarkus.datasource.db-kind (/shop/src/main/resources/application.properties)");
        assertThat(unnamed.configuring()).extracting(SetProperty::name).containsExactly("quarkus.datasource.db-kind");
    }

    @Test
    void leavesOthersAlone() {
        UnnamedDataSource unnamed = new UnnamedDataSource(config(Map.of("quarkus.datasource.health.enabled", "true",
                "quarkus.datasource.metrics.enabled", "true", "quarkus.datasource.master.jdbc.max-size", "3",
                "quarkus.datasource.\"replica\".devservices.port", "3")));

        assertThat(unnamed.all()).isEmpty();
    }

    @Test
    void isRenamedWithItsProfile() {
        assertThat(new SetProperty("%dev.quarkus.datasource.jdbc.max-size", "").of("master"))
                .isEqualTo("%dev.quarkus.datasource.master.jdbc.max-size");
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder().withProfile("prod").withSources(new PropertiesConfigSource(properties, FILE, 250),
                new PropertiesConfigSource(Map.of("quarkus.datasource.jdbc.telemetry", "false"), "defaults", Integer.MIN_VALUE))
                .build();
    }
}
