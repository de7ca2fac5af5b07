package io.quarkiverse.replicated.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void aDirectoryIsEnough() {
        assertThat(Arguments.of(new String[] { "results" })).isEqualTo(new Arguments(false, Path.of("results")));
    }

    @Test
    void quickMayStandAnywhere() {
        assertThat(Arguments.of(new String[] { "results", "--quick" })).isEqualTo(new Arguments(true, Path.of("results")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "--quick", "--slow results", "one two" })
    void nothingElseIsUnderstood(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

        assertThatThrownBy(() -> Arguments.of(arguments)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected [--quick] DIRECTORY");
    }
}
