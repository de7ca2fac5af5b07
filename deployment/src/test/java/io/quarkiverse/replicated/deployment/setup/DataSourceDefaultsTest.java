package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.deployment.DataSourceDefaults;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class DataSourceDefaultsTest {

    @Test
    void concernTheDataSourcesThatTheApplicationHas() {
        assertThat(defaultsFor(Map.of("quarkus.datasource.master.db-kind", "postgresql",
                "quarkus.datasource.replica.db-kind", "postgresql")))
                .containsExactlyInAnyOrder("quarkus.datasource.devservices.enabled",
                        "quarkus.datasource.master.devservices.enabled", "quarkus.datasource.replica.devservices.enabled",
                        "quarkus.datasource.master.health-exclude", "quarkus.datasource.replica.health-exclude");
    }

    @Test
    void leaveThePrimaryToQuarkusCheckWhereOursIsSwitchedOff() {
        assertThat(defaultsFor(Map.of("quarkus.datasource.master.db-kind", "postgresql",
                "quarkus.datasource.replica.db-kind", "postgresql", "quarkus.replicated.health.enabled", "false")))
                .contains("quarkus.datasource.replica.health-exclude")
                .doesNotContain("quarkus.datasource.master.health-exclude");
    }

    @Test
    void leaveThePrimaryToQuarkusCheckWhereItIsAlone() {
        assertThat(defaultsFor(Map.of("quarkus.datasource.master.db-kind", "postgresql",
                "quarkus.datasource.replica.db-kind", "postgresql", "quarkus.replicated.replicas", "")))
                .contains("quarkus.datasource.master.devservices.enabled").noneMatch(it -> it.endsWith("health-exclude"));
        assertThat(defaultsFor(Map.of("quarkus.datasource.master.db-kind", "postgresql")))
                .noneMatch(it -> it.endsWith("health-exclude"));
    }

    /** From a property of a datasource, Quarkus would conclude that the application configures it. */
    @Test
    void makeNoDataSourceUp() {
        assertThat(defaultsFor(Map.of("quarkus.datasource.master.db-kind", "postgresql",
                "quarkus.replicated.replicas", "elsewhere")))
                .noneMatch(it -> it.contains("replica.") || it.contains("elsewhere"));
        assertThat(defaultsFor(Map.of("quarkus.datasource.orders.db-kind", "postgresql"))).isEmpty();
        assertThat(defaultsFor(Map.of())).isEmpty();
    }

    @Test
    void leaveOtherDatabasesToTheirOwnDevServices() {
        assertThat(defaultsFor(Map.of("quarkus.datasource.master.db-kind", "h2", "quarkus.datasource.replica.db-kind", "h2")))
                .containsExactlyInAnyOrder("quarkus.datasource.devservices.enabled",
                        "quarkus.datasource.master.health-exclude", "quarkus.datasource.replica.health-exclude");
    }

    @Test
    void takeAMissingKindForThatOfTheOnlyDriver() {
        assertThat(defaultsFor(Map.of("quarkus.datasource.master.jdbc.telemetry", "true",
                "quarkus.datasource.replica.jdbc.telemetry", "true")))
                .contains("quarkus.datasource.master.devservices.enabled");
    }

    @Test
    void quoteANameOnlyIfItMustBe() {
        assertThat(defaultsFor(Map.of("quarkus.datasource.master.db-kind", "postgresql",
                "quarkus.replicated.replicas", "eu.west,us-east", "quarkus.datasource.\"eu.west\".db-kind", "postgresql",
                "quarkus.datasource.\"us-east\".db-kind", "postgresql")))
                .contains("quarkus.datasource.\"eu.west\".health-exclude", "quarkus.datasource.us-east.health-exclude");
    }

    @Test
    void areNoneWithoutRouting() {
        assertThat(
                defaultsFor(Map.of("quarkus.replicated.enabled", "false", "quarkus.datasource.master.db-kind", "postgresql")))
                .isEmpty();
    }

    @Test
    void giveWayToTheApplication() {
        SmallRyeConfig config = config(Map.of("quarkus.datasource.master.db-kind", "postgresql",
                "quarkus.datasource.replica.db-kind", "postgresql", "quarkus.datasource.replica.health-exclude", "false"));

        assertThat(config.getValue("quarkus.datasource.replica.health-exclude", Boolean.class)).isFalse();
    }

    private static Set<String> defaultsFor(Map<String, String> application) {
        return StreamSupport.stream(config(application).getConfigSources().spliterator(), false)
                .filter(it -> it.getName().contains("quarkus-replicated defaults"))
                .flatMap(it -> it.getPropertyNames().stream())
                .filter(it -> it.startsWith("quarkus.datasource."))
                .collect(Collectors.toSet());
    }

    private static SmallRyeConfig config(Map<String, String> application) {
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(application, "application", 250))
                .withSources(new DataSourceDefaults()).build();
    }
}
