package io.quarkiverse.replicated.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

import io.quarkiverse.replicated.it.harness.PackagedApplication;

/** Where the build of this project has put the applications, and what they all run with. */
final class Packages {

    static final List<String> JVM_OPTIONS = List.of("-Xmx256m");

    private Packages() {
    }

    /**
     * @param directory below {@code benchmarks/applications}
     * @param name what it is called in logs and messages
     */
    static PackagedApplication at(String directory, Path logs, String name) {
        return new PackagedApplication(applications().resolve(directory).resolve("quarkus-run.jar"), logs, name, JVM_OPTIONS);
    }

    /** This code is in {@code benchmarks/workloads/target}, as a jar or as classes. */
    private static Path applications() {
        try {
            Path code = Path.of(Packages.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return code.getParent().getParent().resolveSibling("applications");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
