package io.quarkiverse.replicated.deployment.production;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** Builds applications for production, and reads what they contain. */
final class Build {

    private Build() {
    }

    /**
     * Builds an application with two PostgreSQL datasources and only these extensions, without the dependencies of the tests.
     */
    static QuarkusProdModeTest with(String... extensions) {
        return new QuarkusProdModeTest()
                .setForcedDependencies(Stream.of(extensions)
                        .map(it -> Dependency.of("io.quarkus", it, Version.getVersion())).toList())
                .overrideConfigKey("quarkus.datasource.master.db-kind", "postgresql")
                .overrideConfigKey("quarkus.datasource.replica.db-kind", "postgresql")
                .overrideConfigKey("quarkus.replicated.route-table", "true")
                .overrideConfigKey("quarkus.log.category.\"io.quarkiverse.replicated\".level", "DEBUG")
                .setLogRecordPredicate(it -> it.getLoggerName().equals("io.quarkiverse.replicated"));
    }

    static Path routeTable(ProdModeTestResults built) {
        return built.getBuildDir().resolve("replicated-routes.txt");
    }

    static List<String> generatedClasses(ProdModeTestResults built) throws IOException {
        Path jar = built.getBuildDir().resolve("quarkus-app/quarkus/generated-bytecode.jar");
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(it -> it.getName()).toList();
        }
    }

    static List<String> libraries(ProdModeTestResults built) throws IOException {
        try (Stream<Path> files = Files.walk(built.getBuildDir().resolve("quarkus-app/lib"))) {
            return files.map(it -> it.getFileName().toString()).toList();
        }
    }
}
