package io.quarkiverse.replicated.benchmarks.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.quarkiverse.replicated.benchmarks.Build;
import io.quarkiverse.replicated.benchmarks.report.Column;
import io.quarkiverse.replicated.benchmarks.report.Report;
import io.quarkiverse.replicated.benchmarks.report.Sample;
import io.quarkiverse.replicated.benchmarks.report.Table;
import io.quarkiverse.replicated.cluster.PostgresCluster;

/** Starts of several builds in turn, of one process at a time. */
final class Starts {

    private static final List<Build> BUILDS = List.of(Build.EXTENSION, Build.HAND_WRITTEN, Build.ONE_DATASOURCE);

    private final Map<Build, List<Start>> byBuild = new EnumMap<>(Build.class);

    private Starts() {
    }

    static Starts measure(PostgresCluster cluster, Path logs, int times) {
        Starts starts = new Starts();
        BUILDS.forEach(build -> starts.byBuild.put(build, new ArrayList<>()));
        // The first one of each reads its files from the disk, and warms up the client here: it does not count.
        BUILDS.forEach(build -> Start.measure(build, cluster, logs));
        for (int i = 1; i <= times; i++) {
            for (Build build : BUILDS) {
                Start start = Start.measure(build, cluster, logs);
                starts.byBuild.get(build).add(start);
                System.out.println("start " + i + " of " + times + ", " + build + ": first answer after "
                        + start.firstAnswer().toMillis() + " ms");
            }
        }
        return starts;
    }

    /**
     * @param residentAfterLoad how many bytes of each build, of a process that has been under load, were in memory at its end
     */
    void report(Report report, Map<Build, Long> residentAfterLoad) {
        Table table = new Table("Start and memory", Column.of("build"), new Column("listening ms", "%,.0f"),
                new Column("first answer ms", "%,.0f"), new Column("first answer ratio", "%.2f"),
                new Column("\"started in\" ms", "%,.0f"), new Column("start processor ms", "%,.0f"),
                new Column("start processor ratio", "%.2f"), new Column("RSS after start MB", "%.0f"),
                new Column("RSS after load MB", "%.0f"));
        BUILDS.forEach(build -> table.row(build, sample(build, it -> it.listening().toMillis()),
                sample(build, it -> it.firstAnswer().toMillis()), ratio(build, it -> it.firstAnswer().toMillis()),
                sample(build, it -> it.byItself().toMillis()), sample(build, it -> it.processor().toMillis()),
                ratio(build, it -> it.processor().toMillis()), sample(build, it -> it.residentBytes() / 1e6),
                residentAfterLoad.get(build) / 1e6));
        report.add(table)
                .define("listening ms", "from the start of the process until its log says that it listens")
                .define("first answer ms", "from the start of the process until it has answered a read, sent when it listened")
                .define("\"started in\" ms", "what Quarkus logs: it begins when the JVM is up")
                .define("start processor ms", "user and system time of the process until the first answer")
                .define("RSS after start MB", "VmRSS after the first answer, in 10⁶ bytes")
                .define("RSS after load MB", "VmRSS of one process after all of the rounds above");
    }

    private Sample sample(Build build, ToDoubleFunction<Start> figure) {
        return new Sample(byBuild.get(build).stream().map(figure::applyAsDouble).toList());
    }

    private Sample ratio(Build build, ToDoubleFunction<Start> figure) {
        return sample(build, figure).ratioTo(sample(Build.HAND_WRITTEN, figure));
    }
}
