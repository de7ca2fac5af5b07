package io.quarkiverse.replicated.benchmarks.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.hyperfoil.http.api.HttpMethod;
import io.quarkiverse.replicated.benchmarks.Access;
import io.quarkiverse.replicated.benchmarks.Build;
import io.quarkiverse.replicated.benchmarks.report.Column;
import io.quarkiverse.replicated.benchmarks.report.Sample;
import io.quarkiverse.replicated.benchmarks.report.Table;
import io.quarkiverse.replicated.it.harness.Application;

/**
 * Rounds of one access and workload, each of all builds that have the access, one after the other: what a shared machine does
 * meanwhile hits all of them alike. Another one begins each round.
 */
final class Series {

    private final Access access;
    private final Workload workload;
    private final Map<Build, List<LoadResult>> results = new EnumMap<>(Build.class);

    private Series(Access access, Workload workload) {
        this.access = access;
        this.workload = workload;
    }

    static Series measure(Map<Build, Application> applications, Access access, Workload workload, Plan plan) {
        Series series = new Series(access, workload);
        List<Build> builds = new ArrayList<>(applications.keySet());
        builds.removeIf(build -> !build.accesses().contains(access));
        builds.forEach(build -> series.results.put(build, new ArrayList<>()));
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Build build : builds) {
                LoadResult result = new Load(applications.get(build), access, workload, plan.clients(), plan.round()).run();
                series.results.get(build).add(result);
                System.out.printf(Locale.ROOT, "%s, round %d of %d, %s: %,.0f requests/s, %.0f µs of processor each%n", series,
                        round, plan.rounds(), build, result.requestsPerSecond(), result.processorMicrosPerRequest());
            }
            Collections.rotate(builds, -1);
        }
        return series;
    }

    /** What makes the figures worthless: requests that failed, and reads that a server answered that must not. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        results.forEach((build, rounds) -> rounds.forEach(round -> {
            if (round.errors() > 0) {
                complaints.add(this + ": " + round.errors() + " errors of " + build);
            }
            if (round.primary() + round.replica() != round.reads()) {
                complaints.add(this + ": of " + round.reads() + " reads of " + build + ", "
                        + (round.primary() + round.replica()) + " said who had answered");
            }
            // With positions, a read may have to go to the primary: that is what they are for.
            boolean mayMove = build == Build.EXTENSION && workload != Workload.READS;
            if (!mayMove && (build.reader().equals("primary") ? round.replica() : round.primary()) > 0) {
                complaints.add(this + ": " + round.primary() + " reads of " + build + " were answered by the primary, "
                        + round.replica() + " by the replica");
            }
        }));
        return complaints;
    }

    Table table() {
        Table table = new Table(toString(), Column.of("build"), new Column("requests/s", "%,.0f"),
                new Column("requests/s ratio", "%.2f"), new Column("GET p50 ms", "%.1f"), new Column("GET p99 ms", "%.1f"),
                new Column("POST p50 ms", "%.1f"), new Column("POST p99 ms", "%.1f"),
                new Column("processor µs/request", "%.0f"), new Column("processor ratio", "%.2f"),
                new Column("reads by replica %", "%.1f"), new Column("errors", "%.0f"));
        results.forEach((build, rounds) -> table.row(build, sample(build, LoadResult::requestsPerSecond),
                ratio(build, LoadResult::requestsPerSecond), percentile(build, HttpMethod.GET, 50),
                percentile(build, HttpMethod.GET, 99), percentile(build, HttpMethod.POST, 50),
                percentile(build, HttpMethod.POST, 99), sample(build, LoadResult::processorMicrosPerRequest),
                ratio(build, LoadResult::processorMicrosPerRequest),
                sample(build, LoadResult::replicaPercent).median(),
                rounds.stream().mapToLong(LoadResult::errors).sum()));
        return table;
    }

    private Sample sample(Build build, ToDoubleFunction<LoadResult> figure) {
        return new Sample(results.get(build).stream().map(figure::applyAsDouble).toList());
    }

    private Sample ratio(Build build, ToDoubleFunction<LoadResult> figure) {
        return sample(build, figure).ratioTo(sample(Build.HAND_WRITTEN, figure));
    }

    /** Null if the workload has no such requests. */
    private Sample percentile(Build build, HttpMethod method, double percentile) {
        Function<LoadResult, Double> millis = it -> it.percentileMillis(method, percentile);
        return workload.round().contains(method) ? new Sample(results.get(build).stream().map(millis).toList()) : null;
    }

    @Override
    public String toString() {
        return access + ", " + workload;
    }
}
