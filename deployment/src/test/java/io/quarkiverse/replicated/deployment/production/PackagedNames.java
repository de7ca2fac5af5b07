package io.quarkiverse.replicated.deployment.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** Builds applications that only report their datasources, and runs them with settings in every form that Quarkus documents. */
final class PackagedNames {

    /** The forms in which the same five properties can be set when the application starts. */
    enum Form {
        QUOTED_PROPERTY("-Dquarkus.datasource.\"%s\".%s=%s"),
        PLAIN_PROPERTY("-Dquarkus.datasource.%s.%s=%s"),
        QUOTED_ENVIRONMENT("QUARKUS_DATASOURCE__%s__%s=%s"),
        PLAIN_ENVIRONMENT("QUARKUS_DATASOURCE_%s_%s=%s"),
        PROFILED_ENVIRONMENT("_PROD_QUARKUS_DATASOURCE__%s__%s=%s");

        private final String text;

        Form(String text) {
            this.text = text;
        }

        String of(String dataSource, String property, String value) {
            return text.startsWith("-") ? text.formatted(dataSource, property, value)
                    : text.formatted(dataSource.toUpperCase(), property.toUpperCase().replaceAll("[.-]", "_"), value);
        }
    }

    private PackagedNames() {
    }

    static QuarkusProdModeTest application(String... extensions) {
        return new QuarkusProdModeTest()
                .setForcedDependencies(
                        Stream.concat(Stream.of("quarkus-jdbc-postgresql", "quarkus-rest"), Stream.of(extensions))
                                .map(it -> Dependency.of("io.quarkus", it, Version.getVersion())).toList())
                .withApplicationRoot(jar -> jar.addClass(DataSourceReport.class));
    }

    /** What the application prints of itself with these settings, and its warnings. */
    static List<String> report(ProdModeTestResults built, List<String> settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1"));
        settings.stream().filter(it -> it.startsWith("-")).forEach(command::add);
        command.addAll(List.of("-jar", built.getBuildDir().resolve("quarkus-app/quarkus-run.jar").toString()));
        Path output = Files.createTempFile("report", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(it -> it.contains("QUARKUS"));
        settings.stream().filter(it -> !it.startsWith("-")).map(it -> it.split("=", 2))
                .forEach(it -> builder.environment().put(it[0], it[1]));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the application ended").isTrue();
            return lines(output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> lines(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        List<String> told = lines.stream().filter(it -> it.startsWith("report: ") || it.contains("Unrecognized")
                || it.contains("quarkus.datasource") && it.contains("build time")).toList();
        assertThat(told).as(() -> String.join("\n", lines)).isNotEmpty();
        return told;
    }

    /** What is reported if all settings have arrived. The ports lead nowhere: the application starts without its servers. */
    static List<String> complete() {
        return List.of("report: master jdbc:postgresql://127.0.0.1:7/m shop 5",
                "report: replica jdbc:postgresql://127.0.0.1:9/r guest 6",
                "report: without Quarkus' check [master, replica]");
    }

    /** The settings for {@link #complete}, each in the form that {@code forms} has in turn. */
    static List<String> settings(List<Form> forms) {
        List<String> settings = new ArrayList<>();
        Map<String, List<String>> values = Map.of("master", List.of("jdbc:postgresql://127.0.0.1:7/m", "shop", "5"),
                "replica", List.of("jdbc:postgresql://127.0.0.1:9/r", "guest", "6"));
        List<String> properties = List.of("jdbc.url", "username", "jdbc.max-size");
        values.forEach((dataSource, ofIt) -> {
            for (int i = 0; i < properties.size(); i++) {
                settings.add(forms.get(i % forms.size()).of(dataSource, properties.get(i), ofIt.get(i)));
            }
        });
        return settings;
    }
}
