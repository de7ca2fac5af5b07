package io.quarkiverse.replicated.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of text, numbers, {@linkplain Sample samples}, and nulls for what was not measured, in columns that say how
 * to print them.
 */
public final class Table {

    private final String title;
    private final List<Column> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    public Table(String title, Column... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /** @throws IllegalArgumentException unless there is a cell for each column */
    public Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells in " + columns.size() + " columns of " + title);
        }
        rows.add(Collections.unmodifiableList(Arrays.asList(cells)));
        return this;
    }

    /** With the title in bold above it. */
    public String markdown() {
        Stream<String> head = Stream.of(line(columns.stream().map(Column::name)), line(columns.stream().map(it -> "---")));
        Stream<String> body = rows.stream().map(row -> line(cells(row)));
        return "**" + title + "**\n\n" + Stream.concat(head, body).collect(Collectors.joining("\n")) + "\n";
    }

    /** With the title above it. Backquotes mean the same as in Markdown. */
    String asciidoc() {
        Stream<String> head = Stream.of(asciidoc(columns.stream().map(Column::name)), "");
        Stream<String> body = rows.stream().map(row -> asciidoc(cells(row)));
        return "." + title + "\n[%header%autowidth,cols=\"" + columns.size() + "*\"]\n|===\n"
                + Stream.concat(head, body).collect(Collectors.joining("\n")) + "\n|===\n";
    }

    private static String asciidoc(Stream<String> cells) {
        return cells.map(it -> "|" + it.replace("|", "\\|")).collect(Collectors.joining(" "));
    }

    private Stream<String> cells(List<Object> row) {
        return IntStream.range(0, columns.size()).mapToObj(it -> columns.get(it).text(row.get(it)));
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }

    Map<String, Object> json() {
        return Map.of("title", title, "rows", rows.stream().map(this::json).toList());
    }

    private Map<String, Object> json(List<Object> row) {
        Map<String, Object> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            byColumn.put(columns.get(i).name(), row.get(i) instanceof Sample sample ? json(sample) : row.get(i));
        }
        return byColumn;
    }

    private static Map<String, Object> json(Sample sample) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("median", sample.median());
        all.put("min", sample.min());
        all.put("max", sample.max());
        all.put("rounds", sample.values());
        return all;
    }
}
