package io.quarkiverse.replicated.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table = new Table("Reads", Column.of("build"), new Column("requests/s", "%,.0f"),
            new Column("ratio", "%.2f"));

    @Test
    void numbersArePrintedAsTheColumnSays() {
        table.row("one", Sample.of(1234.4, 999, 2000), 0.987).row("two", 7, null);

        assertThat(table.markdown()).isEqualTo("""
                **Reads**

                | build | requests/s | ratio |
                | --- | --- | --- |
                | one | 1,234 (999–2,000) | 0.99 |
                | two | 7 | – |
                """);
    }

    @Test
    void asciidocHasTheSameCells() {
        table.row("one `|` two", Sample.of(1234.4, 999, 2000), 0.987).row("three", 7, null);

        assertThat(table.asciidoc()).isEqualTo("""
                .Reads
                [%header%autowidth,cols="3*"]
                |===
                |build |requests/s |ratio

                |one `\\|` two |1,234 (999–2,000) |0.99
                |three |7 |–
                |===
                """);
    }

    @Test
    void jsonHasThemInFull() {
        table.row("one", Sample.of(1234.4, 999, 2000), 0.987);

        assertThat(table.json()).extracting("rows").asString()
                .isEqualTo(
                        "[{build=one, requests/s={median=1234.4, min=999.0, max=2000.0, rounds=[1234.4, 999.0, 2000.0]}, ratio=0.987}]");
    }

    @Test
    void aRowThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> table.row("one", 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 cells in 3 columns of Reads");
    }
}
