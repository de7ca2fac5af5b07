package io.quarkiverse.replicated.benchmarks.frontier;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * @param users few enough to leave the machine partly idle, and the same for all ways: it is about shares and times, not about
 *        throughput
 * @param documents how many each user has
 * @param think how long a user thinks, on average
 * @param warmUp of each application, by eager users who do not think
 * @param eager how many these are
 * @param leadIn of each run, in which shares and times are not counted
 * @param measured of each run
 */
record Plan(int users, int documents, Duration think, Duration warmUp, int eager, Duration leadIn, Duration measured,
        List<Lag> lags,
        List<Mix> mixes) {

    private static final int USERS = 40;
    private static final int DOCUMENTS = 5;
    private static final int EAGER = 8;
    private static final Duration THINK = Duration.ofMillis(150);
    private static final Duration LEAD_IN = Duration.ofSeconds(2);

    /** About twelve minutes. */
    static final Plan FULL = new Plan(USERS, DOCUMENTS, THINK, Duration.ofSeconds(6), EAGER, LEAD_IN,
            Duration.ofSeconds(10),
            Lag.all(), List.of(Mix.values()));

    /** About 75 seconds: two lags, one mix, and applications that are still warming up. */
    static final Plan QUICK = new Plan(USERS, DOCUMENTS, THINK, Duration.ofMillis(500), EAGER, LEAD_IN,
            Duration.ofSeconds(2),
            List.of(Lag.of(Duration.ofMillis(50)), Lag.BY_CHANCE), List.of(Mix.MOSTLY_READS));

    /** The time between two writes of a user, mix by mix. */
    String writes() {
        return mixes.stream()
                .map(it -> String.format(Locale.ROOT, "every %.1f s (%s)", think.toMillis() / 1e3 / it.writes(), it))
                .collect(Collectors.joining(", "));
    }
}
