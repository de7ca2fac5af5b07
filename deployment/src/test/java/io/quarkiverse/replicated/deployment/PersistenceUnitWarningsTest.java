package io.quarkiverse.replicated.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.deployment.PersistenceUnits.Setting;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class PersistenceUnitWarningsTest {

    @Test
    void aUnitWithANameNeedsADatasource() {
        assertThat(PersistenceUnitWarnings.of(config("quarkus.hibernate-orm.\"shop\".datasource", "writer"), "writer"))
                .singleElement().asString().contains("quarkus.hibernate-orm.\"shop\".datasource=writer",
                        "Set quarkus.hibernate-orm.\"shop\".datasource=<default>");
    }

    @Test
    void theDefaultUnitNeedsNone() {
        assertThat(PersistenceUnitWarnings.of(config("quarkus.hibernate-orm.datasource", "writer"), "writer"))
                .singleElement().asString().contains("Remove the property");
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.hibernate-orm.multitenant", "quarkus.hibernate-orm.shop.multitenant" })
    void aDatabasePerTenantIsNotRouted(String property) {
        assertThat(PersistenceUnitWarnings.of(config(property, "Database"), "writer")).singleElement().asString()
                .contains(property, "never from the routed one", "SCHEMA", "@TenantId");
        assertThat(PersistenceUnitWarnings.of(config(property, "SCHEMA"), "writer")).isEmpty();
    }

    @Test
    void tenantsCanBeTiedToThePrimaryAsWell() {
        assertThat(
                PersistenceUnitWarnings.of(config("quarkus.hibernate-orm.multitenant-schema-datasource", "writer"), "writer"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "quarkus.hibernate-orm.reports.schema-management.strategy",
            "quarkus.hibernate-orm.\"reports\".schema-management.strategy",
            "quarkus.hibernate-orm.reports.database.generation" })
    void aStrategyIsFoundInEveryForm(String property) {
        Setting unit = new Setting("\"reports\".", "quarkus.hibernate-orm.\"reports\".datasource", "replica");

        assertThat(new PersistenceUnits(config(property, "update")).schemaStrategy(unit)).get()
                .hasToString(property + "=update");
        assertThat(new PersistenceUnits(config(property, "validate")).schemaStrategy(unit)).isEmpty();
        assertThat(new PersistenceUnits(config(property, "none")).schemaStrategy(unit)).isEmpty();
    }

    private static SmallRyeConfig config(String property, String value) {
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(Map.of(property, value), "application", 250))
                .build();
    }
}
