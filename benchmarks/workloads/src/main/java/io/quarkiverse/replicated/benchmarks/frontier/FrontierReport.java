package io.quarkiverse.replicated.benchmarks.frontier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.replicated.benchmarks.report.Arguments;
import io.quarkiverse.replicated.benchmarks.report.Column;
import io.quarkiverse.replicated.benchmarks.report.Environment;
import io.quarkiverse.replicated.benchmarks.report.Report;
import io.quarkiverse.replicated.benchmarks.report.Table;

/** Tables and pictures of all runs, and what is wrong with them. */
final class FrontierReport {

    private final Plan plan;
    private final Environment environment;
    private final List<Outcome> outcomes;

    FrontierReport(Plan plan, Environment environment, List<Outcome> outcomes) {
        this.plan = plan;
        this.environment = environment;
        this.outcomes = List.copyOf(outcomes);
    }

    void write(Arguments arguments) throws IOException {
        Report report = new Report(arguments.title("What it costs to show users what they have just written"), environment);
        report.add(new Target(outcomes).table());
        plan.mixes().forEach(mix -> report.add(table(mix)));
        define(report);
        report.write(arguments.directory(), "frontier");
        for (Mix mix : plan.mixes()) {
            Path picture = arguments.directory().resolve("frontier-" + mix.slug() + ".svg");
            Files.writeString(picture, new Picture(mix, of(mix)).svg());
        }
    }

    /** @throws IllegalStateException if a request failed, or reads went where their way does not send them */
    void requireNoComplaint() {
        List<String> complaints = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            String run = outcome.mix() + ", lag " + outcome.lag() + ", " + outcome.way() + ": ";
            outcome.seen().failures().forEach(it -> complaints.add(run + it));
            if (outcome.way() == Way.METHOD_ROUTING && outcome.seen().onReplica() < outcome.seen().reads()
                    || outcome.way() == Way.PRIMARY && outcome.seen().onReplica() > 0) {
                complaints.add(run + outcome.seen().onReplica() + " of " + outcome.seen().reads() + " reads on the replica");
            }
            if (outcome.way().promises() && outcome.seen().stale() > 0) {
                complaints.add(run + outcome.seen().stale() + " stale reads");
            }
        }
        if (!complaints.isEmpty()) {
            throw new IllegalStateException("Look at this before the figures:\n" + String.join("\n", complaints));
        }
    }

    private List<Outcome> of(Mix mix) {
        return outcomes.stream().filter(it -> it.mix() == mix).toList();
    }

    private Table table(Mix mix) {
        Table table = new Table(mix + ": " + Math.round(100 * (1 - mix.writes())) + " % reads after a thought",
                Column.of("lag"), Column.of("way"), new Column("reads", "%,.0f"), new Column("on the replica %", "%.1f"),
                new Column("stale", "%,.0f"), new Column("stale per 1,000", "%.1f"),
                new Column("at once stale per 1,000", "%.0f"), new Column("GET p50 ms", "%.1f"),
                new Column("GET p99 ms", "%.1f"), new Column("POST p50 ms", "%.1f"), new Column("POST p99 ms", "%.1f"),
                new Column("requests/s", "%.0f"), new Column("primary's transactions/s", "%.0f"),
                new Column("transactions per request", "%.2f"), new Column("machine busy %", "%.0f"),
                new Column("failed", "%.0f"));
        // Each lag began with another way: in the table all begin with the same.
        of(mix).stream().map(Outcome::lag).distinct().forEach(lag -> {
            for (Way way : Way.values()) {
                of(mix).stream().filter(it -> it.lag().equals(lag) && it.way() == way).forEach(it -> row(table, it));
            }
        });
        return table;
    }

    private static void row(Table table, Outcome it) {
        Observations seen = it.seen();
        table.row(it.lag().toString(), it.way().toString(), seen.reads(), it.replicaPercent(), seen.stale(),
                it.stalePerThousand(),
                it.staleAtOncePerThousand(), seen.readMillis(50), seen.readMillis(99), seen.writeMillis(50),
                seen.writeMillis(99), it.requestsPerSecond(), it.load().transactionsPerSecond(),
                it.transactionsPerRequest(),
                100 * it.busy(), seen.failures().size());
    }

    private void define(Report report) {
        report.define("the load", plan.users()
                + " users at once, each a browser that keeps its cookies for as long as they live, "
                + "with " + plan.documents() + " documents that no other user writes. Each begins with a write, whose "
                + "cookies are then aged by a time drawn from those since the last write of users who have been here for long: "
                + "otherwise windows would hold for all of them at first. Then, again and again, it thinks (a time distributed exponentially, "
                + plan.think().toMillis() + " ms on average, from a "
                + "seeded generator: all runs draw alike), and writes a new version of one of its documents, with the "
                + "probability of the mix, or reads one of them. After a write it reads the same document at once with the "
                + "probability 1/2, as after a redirect")
                .define("90/10, 50/50", "with the probability 10 %, or 50 %, a thought is followed by a write, else by a read; "
                        + "reads at once come on top")
                .define("a run", "one way with one mix at one lag, with all users afresh: " + seconds(plan.leadIn())
                        + " s that are not counted, then " + seconds(plan.measured())
                        + " s that are. Applications run all the time, on the "
                        + "same servers, and each has a database of its own. Before the first run each was warmed up for "
                        + seconds(plan.warmUp()) + " s by " + plan.eager() + " users who do not think")
                .define("lag",
                        "recovery_min_apply_delay of the replica: it shows each commit that much later than it could. By "
                                + "chance: for 50 to 400 ms each its replay is held (one time in four), delayed by up to 500 ms (one in "
                                + "four) or free, in the same course for each run")
                .define("method routing",
                        "GET to the replica, POST to the primary: quarkus.replicated.consistency.mode=none")
                .define("window 2 s, window 5 s",
                        "a client that wrote is sent to the primary for so long, by a cookie: mode=window. How "
                                + "many reads that leaves to the replica is decided by how often users write, here "
                                + plan.writes()
                                + " on average: about e^(-window/that) of them. Users who write seldom would leave it more")
                .define("by position", "the extension as it comes, with a secret")
                .define("primary only", "a build without the extension, that knows no replica")
                .define("reads", "that were answered; all are by users who have written")
                .define("on the replica %", "of the reads, by the server's own word in the row that was read")
                .define("stale",
                        "reads that showed an older version than the primary had acknowledged to the same user before the "
                                + "read was sent; per 1,000 reads. Each cell was measured once: none among 2,000 says "
                                + "that there are less than 1.5 per 1,000, with a confidence of 95 %")
                .define("at once stale per 1,000", "the same, among reads at once alone")
                .define("p50, p99 ms",
                        "from sending a request until its whole answer is there, with Hibernate ORM; reads at once "
                                + "included")
                .define("primary's transactions/s", "xact_commit + xact_rollback of the application's database in "
                        + "pg_stat_database of the primary, nothing subtracted. Besides those of reads and writes: four a second "
                        + "of the monitor, one after each write that asks for its position (only by position), and two for each "
                        + "read by a connection of the primary that has to refuse writes (all ways but the first and the last). "
                        + "Counted over the whole run, the lead-in included, and read when all server processes have "
                        + "reported theirs. An application stands still while others are measured, and so does its monitor")
                .define("transactions per request",
                        "those of the primary, over all requests that the application answered in the "
                                + "same time, whichever server had what they asked for")
                .define("machine busy %",
                        "the part of all processors that was in use: servers, applications, users, and whatever "
                                + "else ran")
                .define("failed",
                        "requests without an answer within 10 s, or with another status than 2xx, the lead-in included")
                .define("target", Target.DEFINITION);
    }

    private static String seconds(Duration duration) {
        return Double.toString(duration.toMillis() / 1e3).replaceAll("\\.0$", "");
    }
}
