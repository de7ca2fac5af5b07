package io.quarkiverse.replicated.it.topologies;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a scenario.
 *
 * @param lost documents that show less than was acknowledged, after the run
 * @param down how long the readiness check was down in all
 * @param lastDown what it said then
 */
record Figures(Scenario<?> scenario, Tally tally, Set<Long> lost, Duration down, String lastDown, List<String> warnings) {

    static final String HEAD = """
            | # | set-up and event | reads ok / failed | of strangers failed | writes ok / failed | stale | commits lost \
            | replica share | readiness down | longest | failed with |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;

    private static final int MOST_EXAMPLES = 5;
    private static final int MOST_WARNINGS = 12;

    boolean isWell() {
        return tally.stale(lost) == 0 && (lost.isEmpty() || scenario.mayLoseCommits());
    }

    String row() {
        String failures = new TreeMap<>(tally.failures).entrySet().stream().map(it -> it.getValue() + " x " + it.getKey())
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT,
                "| %s | %s | %,d / %,d | %,d | %,d / %,d | %,d | %,d | %.0f %% | %s | %.1f s | %s |%n",
                scenario.id(), scenario.what(), tally.reads.sum(), tally.readsFailed.sum(), tally.strangersFailed.sum(),
                tally.writes.sum(),
                tally.writesFailed.sum(), tally.stale(lost), lost.size(), 100 * tally.replicaShare(), seconds(down),
                tally.longest().toMillis() / 1000.0, failures.isEmpty() ? "-" : failures);
    }

    /** What the row does not tell. */
    String notes() {
        StringBuilder notes = new StringBuilder("\n**" + scenario.id() + "** " + scenario.what() + "\n\n");
        tally.stale.stream().limit(MOST_EXAMPLES).forEach(it -> notes.append("- stale ").append(it)
                .append(lost.contains(it.document()) ? " (a lost commit)" : "").append('\n'));
        if (!lastDown.isEmpty()) {
            notes.append("- readiness said last, when down: `").append(lastDown.replaceAll("\\s+", " ")).append("`\n");
        }
        warnings.stream().limit(MOST_WARNINGS).forEach(it -> notes.append("- ").append(it.replace("|", "\\|")).append('\n'));
        return notes.toString();
    }

    private static String seconds(Duration duration) {
        return duration.isZero() ? "-" : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
