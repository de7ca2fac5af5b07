package io.quarkiverse.replicated.benchmarks.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.replicated.benchmarks.Access;
import io.quarkiverse.replicated.benchmarks.Build;
import io.quarkiverse.replicated.benchmarks.Routing;
import io.quarkiverse.replicated.benchmarks.report.Arguments;
import io.quarkiverse.replicated.benchmarks.report.Environment;
import io.quarkiverse.replicated.benchmarks.report.Report;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/**
 * What the extension costs over HTTP: all builds under equal load on one primary and one replica, and their starts. Writes
 * {@code http.md} and {@code http.json}.
 */
public final class HttpMeasurement {

    // Time enough for reads after the first write, which an application that has just started takes long for.
    private static final Duration CHECK = Duration.ofSeconds(3);

    private static final String TITLE = "What the extension costs over HTTP";

    private final Arguments arguments;
    private final Plan plan;
    private final PostgresCluster cluster;
    private final Map<Build, Application> applications = new EnumMap<>(Build.class);

    private HttpMeasurement(Arguments arguments, PostgresCluster cluster) {
        this.arguments = arguments;
        this.plan = arguments.quick() ? Plan.QUICK : Plan.FULL;
        this.cluster = cluster;
    }

    /** @param arguments {@code [--quick] DIRECTORY} */
    public static void main(String[] arguments) {
        Arguments parsed = Arguments.of(arguments);
        List<String> complaints;
        try (PostgresCluster cluster = DocumentStore.startCluster(1)) {
            complaints = new HttpMeasurement(parsed, cluster).run();
        }
        if (!complaints.isEmpty()) {
            throw new IllegalStateException("The figures are worthless:\n" + String.join("\n", complaints));
        }
    }

    private List<String> run() {
        Path logs = arguments.logs();
        Starts starts = Starts.measure(cluster, logs, plan.starts());
        try {
            for (Build build : Build.values()) {
                applications.put(build, build.start(logs, build.settings(cluster)));
            }
            Report report = new Report(arguments.title(TITLE), environment());
            check();
            List<String> complaints = new ArrayList<>();
            for (Access access : Access.values()) {
                warmUp(access);
                for (Workload workload : Workload.values()) {
                    Series series = Series.measure(applications, access, workload, plan);
                    report.add(series.table());
                    complaints.addAll(series.complaints());
                }
            }
            define(report);
            starts.report(report, residentBytes());
            report.write(arguments.directory(), "http");
            return complaints;
        } finally {
            applications.values().forEach(Application::close);
        }
    }

    private Environment environment() {
        return Build.environment(cluster, applications.get(Build.EXTENSION));
    }

    private void check() {
        applications.forEach((build, application) -> build.accesses()
                .forEach(access -> Routing.check(build, application, access, cluster)));
        checkCookies();
    }

    /**
     * A client that had lost its cookies would be shown, by a replica whose replay is held, what it has overwritten.
     * On a process of its own: those that are measured must all have seen the same.
     */
    private void checkCookies() {
        cluster.replica(0).pauseReplay();
        try (Application application = Build.EXTENSION.start(arguments.logs(), Build.EXTENSION.settings(cluster))) {
            LoadResult result = new Load(application, Access.ORM, Workload.READS_AND_WRITES,
                    plan.clients(), CHECK).run();
            if (result.replica() > 0 || result.primary() == 0) {
                throw new IllegalStateException("The clients lose their cookies: " + result.replica() + " of their reads were "
                        + "answered by a replica that cannot show what they had written, " + result.primary()
                        + " by the primary");
            }
        } finally {
            cluster.replica(0).resumeReplay();
        }
        cluster.awaitCaughtUp(Duration.ofSeconds(30));
    }

    /** Just before it is measured, so that none has had more of it than another: not all builds have every access. */
    private void warmUp(Access access) {
        applications.forEach((build, application) -> {
            if (build.accesses().contains(access)) {
                System.out.println(access + ", " + build + ": warm-up");
                new Load(application, access, Workload.READS_AND_WRITES, plan.clients(), plan.warmUp()).run();
            }
        });
    }

    private Map<Build, Long> residentBytes() {
        Map<Build, Long> bytes = new EnumMap<>(Build.class);
        applications.forEach((build, application) -> bytes.put(build, application.process().residentBytes()));
        return bytes;
    }

    private void define(Report report) {
        report.define("the load", plan.clients() + " clients, each on a connection of its own, which ask without a pause; "
                + plan.rounds() + " rounds of " + plan.round().toSeconds() + " s of each build in turn, after a warm-up of "
                + plan.warmUp().toSeconds() + " s; servers, applications and clients share the machine")
                .define("a figure", "the median over the rounds, and in parentheses the least and the greatest")
                .define("ratio", "to the same round of hand-written, then the median over the rounds")
                .define("requests/s", "answers, from the first request until the last answer")
                .define("p50, p99 ms",
                        "from sending a request until its whole answer is there; the machine is saturated, so they "
                                + "only compare within a table")
                .define("processor µs/request",
                        "user and system time of the application's process, of all its threads, for each "
                                + "request; the steadiest figure on a machine that is shared")
                .define("reads by replica %", "of the GETs, by the server's own word in the answer")
                .define("90 % reads, 10 % writes",
                        "each client writes once and reads nine times, again and again, and keeps its "
                                + "cookies: its reads must show what it has written, in the builds that see to it")
                .define("errors", "requests without an answer, or with another status than 2xx");
    }
}
