package io.quarkiverse.replicated.benchmarks.scaling;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.quarkiverse.replicated.benchmarks.Build;
import io.quarkiverse.replicated.benchmarks.report.Arguments;
import io.quarkiverse.replicated.benchmarks.report.Environment;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/**
 * How many reads are answered with one, two and three replicas of a given capacity each, while the primary is written to.
 * Writes
 * {@code scaling.md} and {@code scaling.json}.
 */
public final class ScalingMeasurement {

    private static final List<String> SELECTIONS = List.of("round-robin", "least-busy");

    private final Plan plan;
    private final PostgresCluster cluster;
    private final Map<Setup, Application> applications = new LinkedHashMap<>();

    private ScalingMeasurement(Plan plan, PostgresCluster cluster) {
        this.plan = plan;
        this.cluster = cluster;
    }

    /** @param arguments {@code [--quick] DIRECTORY} */
    public static void main(String[] arguments) throws Exception {
        Arguments parsed = Arguments.of(arguments);
        Plan plan = parsed.quick() ? Plan.QUICK : Plan.FULL;
        try (PostgresCluster cluster = DocumentStore.startCluster(1)) {
            ScalingReport report = new ScalingMeasurement(plan, cluster).run(parsed.logs());
            report.write(parsed);
            report.requireNoComplaint();
        }
    }

    private ScalingReport run(Path logs) throws Exception {
        try {
            start(logs);
            Environment environment = Build.environment(cluster, applications.values().iterator().next());
            ScalingReport report = new ScalingReport(plan, environment, cluster);
            for (Application application : applications.values()) {
                new Load(application, plan).run(Duration.ZERO, plan.warmUp());
            }
            List<Setup> order = new ArrayList<>(applications.keySet());
            for (int round = 1; round <= plan.rounds(); round++) {
                for (Setup setup : order) {
                    Round result = new Load(applications.get(setup), plan).run(plan.leadIn(), plan.round());
                    report.add(setup, result);
                    System.out.printf(Locale.ROOT, "%s, round %d of %d: %.0f reads/s%n", setup, round, plan.rounds(),
                            result.readsPerSecond());
                }
                Collections.rotate(order, -1);
            }
            return report;
        } finally {
            applications.values().forEach(Application::close);
        }
    }

    /** Each application knows the replicas that there were when it started. */
    private void start(Path logs) {
        for (int replicas = 1; replicas <= plan.mostReplicas(); replicas++) {
            if (replicas > 1) {
                cluster.addReplica();
                cluster.awaitCaughtUp(Duration.ofSeconds(30));
            }
            for (String selection : SELECTIONS) {
                Setup setup = new Setup(replicas, selection);
                applications.put(setup, setup.start(cluster, logs, plan));
            }
        }
    }
}
