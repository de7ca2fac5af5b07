package io.quarkiverse.replicated.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkus.runtime.configuration.ConfigurationException;

class DialectsTest {

    @ParameterizedTest
    @CsvSource({ "jdbc:postgresql://db-1/app, postgresql", "jdbc:otel:postgresql://db-1/app, postgresql",
            "jdbc:aws-wrapper:postgresql://db-1/app, postgresql", "jdbc:h2:mem:postgresql, none",
            "jdbc:mariadb://db-1/app, none", "postgresql://db-1/app, none", ", none" })
    void theUrlOfThePrimaryShowsTheKind(String url, String dialect) {
        assertThat(choose(null, url).name()).isEqualTo(dialect);
    }

    @ParameterizedTest
    @CsvSource({ "none, none", "postgresql, postgresql", "PostgreSQL, postgresql" })
    void thePropertyForcesIt(String configured, String dialect) {
        assertThat(choose(configured, "jdbc:postgresql://db-1/app").name()).isEqualTo(dialect);
        assertThat(choose(configured, "jdbc:h2:mem:app").name()).isEqualTo(dialect);
    }

    @Test
    void anotherValueNamesThoseThatThereAre() {
        assertThatThrownBy(() -> choose("oracle", "jdbc:postgresql://db-1/app")).isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("quarkus.replicated.dialect", "'postgresql' or 'none'", "'oracle'");
    }

    @ParameterizedTest
    @CsvSource({ "postgresql, true", "pg, true", "h2, false", "mariadb, false" })
    void theBuildGoesByTheKindOfTheDatasource(String kind, boolean comparesPositions) {
        assertThat(Dialects.ofKind(kind).comparesPositions()).isEqualTo(comparesPositions);
    }

    private static Dialect choose(String configured, String url) {
        return Dialects.choose(Optional.ofNullable(configured), Optional.ofNullable(url), Clock.SYSTEM, true, true);
    }
}
