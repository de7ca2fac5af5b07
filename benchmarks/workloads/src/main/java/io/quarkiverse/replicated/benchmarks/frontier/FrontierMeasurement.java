package io.quarkiverse.replicated.benchmarks.frontier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
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
 * The consistency frontier: how many reads each way keeps on the replica, and how many of them miss what their own user wrote.
 * Writes {@code frontier.md}, {@code frontier.json} and a picture for each mix.
 */
public final class FrontierMeasurement {

    private final Plan plan;
    private final PostgresCluster cluster;
    private final Map<Way, Application> applications = new EnumMap<>(Way.class);

    private FrontierMeasurement(Plan plan, PostgresCluster cluster) {
        this.plan = plan;
        this.cluster = cluster;
    }

    /** @param arguments {@code [--quick] DIRECTORY} */
    public static void main(String[] arguments) throws Exception {
        Arguments parsed = Arguments.of(arguments);
        Plan plan = parsed.quick() ? Plan.QUICK : Plan.FULL;
        FrontierReport report;
        try (PostgresCluster cluster = DocumentStore.startCluster(1)) {
            report = new FrontierMeasurement(plan, cluster).run(parsed.logs());
        }
        report.write(parsed);
        report.requireNoComplaint();
    }

    private FrontierReport run(Path logs) throws Exception {
        try {
            for (Way way : Way.values()) {
                applications.put(way, way.start(cluster, logs));
            }
            for (Application application : applications.values()) {
                new Run(plan, Mix.HALF_WRITES).warmUp(application.address());
            }
            applications.values().forEach(Application::freeze);
            Environment environment = Build.environment(cluster, applications.get(Way.POSITION));
            return new FrontierReport(plan, environment, outcomes());
        } finally {
            // One that stands still does not hear that it is to end.
            applications.values().forEach(Application::thaw);
            applications.values().forEach(Application::close);
        }
    }

    /** Another way begins at each lag, so that what the machine does in the course of time hits none of them always. */
    private List<Outcome> outcomes() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        Map<Way, PrimaryLoad> last = new EnumMap<>(Way.class);
        List<Way> order = new ArrayList<>(applications.keySet());
        for (Mix mix : plan.mixes()) {
            for (Lag lag : plan.lags()) {
                for (Way way : order) {
                    if (last.containsKey(way)) {
                        last.get(way).settle();
                    }
                    Outcome outcome = measure(way, mix, lag);
                    outcomes.add(outcome);
                    last.put(way, outcome.load());
                }
                Collections.rotate(order, -1);
            }
        }
        for (PrimaryLoad load : last.values()) {
            load.settle();
        }
        return outcomes;
    }

    private Outcome measure(Way way, Mix mix, Lag lag) throws Exception {
        Outcome outcome;
        try (AutoCloseable imposed = lag.impose(cluster)) {
            outcome = new Run(plan, mix).measure(applications.get(way), way, lag, cluster.primary());
        }
        System.out.printf(Locale.ROOT, "%s, lag %s, %s: %.1f %% of %d reads on the replica, %d stale%n", mix, lag, way,
                outcome.replicaPercent(), outcome.seen().reads(), outcome.seen().stale());
        return outcome;
    }
}
