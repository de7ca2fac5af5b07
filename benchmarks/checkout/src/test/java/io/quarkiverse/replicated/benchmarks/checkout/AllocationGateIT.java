package io.quarkiverse.replicated.benchmarks.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Routing allocates nothing for a checkout to read with, and no more than a few small objects for a request. */
class AllocationGateIT {

    private static final Path APPLICATION = Path.of(System.getProperty("application"));

    @Test
    void aRoutedReadAllocatesNoMoreThanThePoolDoes() throws Exception {
        assertPasses(AllocationGate.class, "allocation-gate.log", "No routed read allocates more");
    }

    @Test
    void aRequestAllocatesNoMoreThanItsLimit() throws Exception {
        assertPasses(RequestGate.class, "request-gate.log", "No request allocates more");
    }

    private static void assertPasses(Class<?> main, String logName, String conclusion) throws Exception {
        Path log = APPLICATION.resolveSibling(logName);
        String classPath = Stream.of("quarkus", "app", "lib/boot", "lib/main").map(it -> APPLICATION.resolve(it) + "/*")
                .collect(Collectors.joining(File.pathSeparator));

        Process gate = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                classPath, main.getName()).redirectErrorStream(true).redirectOutput(log.toFile()).start();

        boolean ended = gate.waitFor(10, TimeUnit.MINUTES);
        gate.destroyForcibly();
        assertThat(ended).as("ended in time, see " + log).isTrue();
        assertThat(Files.readAllLines(log)).as("the end of " + log).last(STRING).startsWith(conclusion);
        assertThat(gate.exitValue()).isZero();
    }
}
