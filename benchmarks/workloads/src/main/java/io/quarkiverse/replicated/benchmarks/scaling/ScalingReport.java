package io.quarkiverse.replicated.benchmarks.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.quarkiverse.replicated.benchmarks.report.Arguments;
import io.quarkiverse.replicated.benchmarks.report.Column;
import io.quarkiverse.replicated.benchmarks.report.Environment;
import io.quarkiverse.replicated.benchmarks.report.Report;
import io.quarkiverse.replicated.benchmarks.report.Sample;
import io.quarkiverse.replicated.benchmarks.report.Table;
import io.quarkiverse.replicated.cluster.PostgresCluster;

/** The table of all rounds, and what is wrong with them. */
final class ScalingReport {

    private final Plan plan;
    private final Environment environment;
    private final PostgresCluster cluster;
    private final Map<Setup, List<Round>> rounds = new LinkedHashMap<>();

    ScalingReport(Plan plan, Environment environment, PostgresCluster cluster) {
        this.plan = plan;
        this.environment = environment;
        this.cluster = cluster;
    }

    void add(Setup setup, Round round) {
        rounds.computeIfAbsent(setup, it -> new ArrayList<>()).add(round);
    }

    void write(Arguments arguments) {
        Report report = new Report(arguments.title("What routing makes of more replicas"), environment);
        report.add(table());
        define(report);
        report.write(arguments.directory(), "scaling");
    }

    /** @throws IllegalStateException if a request failed */
    void requireNoComplaint() {
        String complaints = rounds.entrySet().stream().flatMap(entry -> entry.getValue().stream()
                .flatMap(round -> round.failures().stream()).map(it -> entry.getKey() + ": " + it))
                .collect(Collectors.joining("\n"));
        if (!complaints.isEmpty()) {
            throw new IllegalStateException("Look at this before the figures:\n" + complaints);
        }
    }

    private Table table() {
        Table table = new Table("Reads that take " + plan.cost().toMillis() + " ms each, " + plan.connections()
                + " connections to each replica", Column.of("selection"), new Column("replicas", "%.0f"),
                new Column("capacity reads/s", "%.0f"), new Column("reads/s", "%.0f"),
                new Column("ratio to one replica", "%.2f"),
                new Column("of the capacity %", "%.0f"), Column.of("reads by each replica %"),
                new Column("by the primary %", "%.1f"), new Column("writes/s", "%.0f"),
                new Column("processor µs/request", "%.0f"), new Column("failed", "%.0f"));
        rounds.keySet().stream().sorted(Comparator.comparing(Setup::selection).reversed().thenComparing(Setup::replicas))
                .forEach(setup -> row(table, setup));
        return table;
    }

    private void row(Table table, Setup setup) {
        Sample reads = sample(setup, Round::readsPerSecond);
        double capacity = plan.capacity(setup.replicas());
        table.row(setup.selection(), setup.replicas(), capacity, reads,
                reads.ratioTo(sample(setup.withOneReplica(), Round::readsPerSecond)), 100 * reads.median() / capacity,
                shares(setup), sample(setup, it -> it.percentByPrimary(cluster.primary())).median(),
                sample(setup, Round::writesPerSecond), sample(setup, Round::processorMicrosPerRequest),
                rounds.get(setup).stream().mapToInt(it -> it.failures().size()).sum());
    }

    private String shares(Setup setup) {
        return cluster.replicas().stream().limit(setup.replicas())
                .map(replica -> String.format(Locale.ROOT, "%.1f", sample(setup, it -> it.percentBy(replica)).median()))
                .collect(Collectors.joining(" / "));
    }

    private Sample sample(Setup setup, ToDoubleFunction<Round> figure) {
        return new Sample(rounds.get(setup).stream().map(figure::applyAsDouble).toList());
    }

    private void define(Report report) {
        report.define("what this is not",
                "a statement about PostgreSQL: all servers share one machine with the application and "
                        + "its clients. Each read sleeps in the server for a fixed time and needs next to no processor, so that each "
                        + "replica can answer as many reads a second as its pool has connections over that time, the capacity. The table "
                        + "shows what routing and the choice of a replica make of given capacities")
                .define("the load", plan.readers() + " readers, who ask without a pause and have never written, for "
                        + plan.mostReplicas() * plan.connections() + " connections at the most; and " + plan.writers()
                        + " writers, each of whom pauses for " + plan.writePause().toMillis()
                        + " ms after each write, through plain JDBC")
                .define("a figure", "the median over " + plan.rounds() + " rounds of " + plan.round().toMillis() / 1e3
                        + " s, and in parentheses the least and the greatest. Each round comes after "
                        + plan.leadIn().toMillis() / 1e3 + " s that are not counted; all applications take turns, and another "
                        + "one begins each round. Before the first one each was warmed up for "
                        + plan.warmUp().toMillis() / 1e3 + " s by the same load")
                .define("ratio to one replica",
                        "to the same round of the same selection with one replica, then the median over the "
                                + "rounds")
                .define("reads by each replica %", "by the port that the server itself names in its answer")
                .define("processor µs/request",
                        "user and system time of the application's process, of all its threads, for each "
                                + "read and write that was answered")
                .define("failed",
                        "requests without an answer, or with another status than 2xx, those that are not counted included");
    }
}
