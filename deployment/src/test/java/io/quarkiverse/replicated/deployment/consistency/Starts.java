package io.quarkiverse.replicated.deployment.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.QuarkusUnitTest;

/** Applications that must not start. They need no servers, because the settings are checked first. */
final class Starts {

    private Starts() {
    }

    /** @param property the property to change; the message starts with it and contains these words */
    static QuarkusUnitTest refused(String property, String... words) {
        return new QuarkusUnitTest().withEmptyApplication()
                .overrideConfigKey("quarkus.datasource.master.db-kind", "postgresql")
                .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:postgresql://127.0.0.1:1/none")
                .overrideConfigKey("quarkus.datasource.replica.db-kind", "postgresql")
                .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:postgresql://127.0.0.1:1/none")
                .assertException(failure -> {
                    // Hibernate ORM asks for the datasource first and wraps the exception. The class belongs to the application's own
                    // class loader.
                    assertThat(failure).rootCause()
                            .satisfies(
                                    it -> assertThat(it.getClass().getName()).isEqualTo(ConfigurationException.class.getName()))
                            .hasMessageStartingWith(property)
                            .hasMessageContainingAll(words).hasMessageContaining("https://");
                });
    }
}
