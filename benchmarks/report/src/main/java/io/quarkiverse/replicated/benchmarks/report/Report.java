package io.quarkiverse.replicated.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** The tables of one measurement, what its units mean, and where it was made. */
public final class Report {

    private final String title;
    private final Environment environment;
    private final Map<String, String> definitions = new LinkedHashMap<>();
    private final List<Table> tables = new ArrayList<>();

    public Report(String title, Environment environment) {
        this.title = title;
        this.environment = environment;
    }

    /** What a word in the tables means: the unit, from when until when, of what. */
    public Report define(String word, String definition) {
        definitions.put(word, definition);
        return this;
    }

    public Report add(Table table) {
        tables.add(table);
        return this;
    }

    /**
     * Writes {@code NAME.md}, {@code NAME.adoc} and {@code NAME.json} into a directory, which is made if need be, in place of
     * those that were there.
     */
    public void write(Path directory, String name) {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name + ".md"), markdown());
            Files.writeString(directory.resolve(name + ".adoc"), asciidoc(name));
            Files.writeString(directory.resolve(name + ".json"), json.writeValueAsString(json()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# " + title + "\n\n");
        environment.parts().forEach((what, which) -> text.append("- ").append(what).append(": ").append(which).append('\n'));
        tables.forEach(table -> text.append('\n').append(table.markdown()));
        text.append('\n');
        definitions.forEach((word, meaning) -> text.append("- **").append(word).append("**: ").append(meaning).append('\n'));
        return text.toString();
    }

    /** A section to be included into a page, below one of its sections; its anchor is the name. */
    String asciidoc(String name) {
        StringBuilder text = new StringBuilder("[#" + name + "]\n=== " + title + "\n\n");
        environment.parts().forEach((what, which) -> text.append("* ").append(what).append(": ").append(which).append('\n'));
        tables.forEach(table -> text.append('\n').append(table.asciidoc()));
        text.append('\n');
        definitions.forEach((word, meaning) -> text.append("* *").append(word).append("*: ").append(meaning).append('\n'));
        return text.toString();
    }

    private Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", title);
        all.put("environment", environment.parts());
        all.put("definitions", definitions);
        all.put("tables", tables.stream().map(Table::json).toList());
        return all;
    }
}
