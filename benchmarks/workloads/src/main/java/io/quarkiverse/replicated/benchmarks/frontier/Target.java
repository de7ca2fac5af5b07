package io.quarkiverse.replicated.benchmarks.frontier;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.replicated.benchmarks.report.Column;
import io.quarkiverse.replicated.benchmarks.report.Table;

/** What the extension is to reach by position, and whether it does. */
final class Target {

    private static final Duration MODERATE = Duration.ofMillis(50);
    private static final double SHARE = 95;

    static final String DEFINITION = "no stale read at any lag, and at lags up to " + MODERATE.toMillis() + " ms at least "
            + Math.round(SHARE) + " % of the reads on the replica; where the replica is later than max-wait (100 ms) clients "
            + "that have just written belong on the primary";

    private final List<Outcome> outcomes;

    Target(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    Table table() {
        Table table = new Table("Target", Column.of("mix"), Column.of("lag"), new Column("stale by position", "%.0f"),
                new Column("on the replica by position %", "%.1f"), new Column("with a window of 5 s %", "%.1f"),
                Column.of("reached"));
        outcomes.stream().filter(it -> it.way() == Way.POSITION)
                .forEach(it -> table.row(it.mix().toString(), it.lag().toString(), it.seen().stale(),
                        it.replicaPercent(), withWindow(it), reached(it) ? "yes" : "no"));
        return table;
    }

    private static boolean reached(Outcome outcome) {
        return outcome.seen().stale() == 0 && (!outcome.lag().isAtMost(MODERATE) || outcome.replicaPercent() >= SHARE);
    }

    private double withWindow(Outcome position) {
        return outcomes.stream().filter(it -> it.way() == Way.WINDOW_5S && it.mix() == position.mix()
                && it.lag().equals(position.lag())).findAny().orElseThrow().replicaPercent();
    }
}
