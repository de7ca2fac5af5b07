package io.quarkiverse.replicated.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private final Report report = new Report("What it costs", new Environment(Map.of("cores", "2")))
            .define("ratio", "to the first row").add(new Table("Reads", Column.of("build")).row("one"));

    @Test
    void asciidocIsASectionWithTheNameAsItsAnchor() {
        assertThat(report.asciidoc("checkout")).isEqualTo("""
                [#checkout]
                === What it costs

                * cores: 2

                .Reads
                [%header%autowidth,cols="1*"]
                |===
                |build

                |one
                |===

                * *ratio*: to the first row
                """);
    }

    @Test
    void peopleThePageAndProgramsGetAFileEach(@TempDir Path directory) throws Exception {
        report.write(directory.resolve("results"), "checkout");

        assertThat(directory.resolve("results")).isDirectoryContaining("glob:**/checkout.md")
                .isDirectoryContaining("glob:**/checkout.adoc").isDirectoryContaining("glob:**/checkout.json");
        assertThat(Files.readString(directory.resolve("results/checkout.md"))).startsWith("# What it costs");
    }
}
