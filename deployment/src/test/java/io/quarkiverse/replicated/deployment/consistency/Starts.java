package io.quarkiverse.replicated.deployment.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;

/** Applications that must not start. Their servers need not be there: the settings are looked at first. */
final class Starts {

    private Starts() {
    }

    /** @param property the one to change, which the message names first, with these words */
    static QuarkusUnitTest refused(String property, String... words) {
        return new QuarkusUnitTest().withEmptyApplication()
                .overrideConfigKey("quarkus.datasource.master.db-kind", "postgresql")
                .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:postgresql://127.0.0.1:1/none")
                .overrideConfigKey("quarkus.datasource.replica.db-kind", "postgresql")
                .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:postgresql://127.0.0.1:1/none")
                .assertException(failure -> {
                    // Hibernate ORM, which asks for the datasource first, wraps what it gets. The class is that of the application's
                    // own class loader.
                    assertThat(failure).rootCause()
                            .satisfies(
                                    it -> assertThat(it.getClass().getName()).isEqualTo(ConfigurationException.class.getName()))
                            .hasMessageStartingWith(property)
                            .hasMessageContainingAll(words).hasMessageContaining("https://");
                });
    }
}
