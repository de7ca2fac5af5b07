package io.quarkiverse.replicated.runtime.replica;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

import io.quarkiverse.replicated.runtime.replica.Unusable.Cause;

/** Decides whether a replica can be used, by what it says of itself and what the primary said. Used by one thread at a time. */
final class ReplicaJudge {

    private final LagLimit limit;
    private final boolean hasPositions;
    private final Supplier<LogPosition> committedHere;
    private final PrimaryHistory history;
    private boolean primaryAnswers;

    /** @param committedHere the highest position that this process has had from the primary, or {@code null} */
    ReplicaJudge(LagLimit limit, boolean hasPositions, Supplier<LogPosition> committedHere) {
        this.limit = limit;
        this.committedHere = committedHere;
        this.hasPositions = hasPositions;
        this.history = new PrimaryHistory(limit.max());
    }

    /** A server that is in recovery, or has no position, is not the primary: its answer is none. */
    void primaryAnswered(Sample sample) {
        primaryAnswers = !sample.inRecovery() && sample.position() != null;
        if (primaryAnswers) {
            history.add(sample);
        }
    }

    void primaryFailed() {
        primaryAnswers = false;
    }

    /** What the primary said last, or {@code null}. */
    Sample primary() {
        return history.isEmpty() ? null : history.newest();
    }

    ReplicaState judge(ReplicaState before, Sample sample) {
        if (!sample.inRecovery()) {
            return new ReplicaState(before.database(), sample, 0,
                    new Unusable(Cause.NOT_A_REPLICA, "the server is not a replica, it accepts writes"));
        }
        return hasPositions ? judgeByPosition(before, sample) : judgeByAnswer(before, sample);
    }

    private ReplicaState judgeByAnswer(ReplicaState before, Sample sample) {
        return new ReplicaState(before.database(), sample, sample.sentAtNanos(), !limit.mustBeKnown() ? null
                : new Unusable(Cause.UNKNOWN_LAG, "nobody can tell how far behind a replica of this kind of database is"));
    }

    private ReplicaState judgeByPosition(ReplicaState before, Sample sample) {
        LogPosition shown = sample.position();
        Unusable stranger = shown == null || history.isEmpty() ? null : stranger(shown, history.newest().position());
        if (stranger != null) {
            return new ReplicaState(before.database(), sample, 0, stranger);
        }
        Sample reached = shown == null ? null : history.newestReachedBy(shown);
        boolean hasAll = !primaryAnswers && !limit.mustBeKnown() && (history.isEmpty() || reached == history.newest())
                && hasAllFromHere(shown);
        if (reached == null && !hasAll) {
            return new ReplicaState(before.database(), sample, 0, isLate(sample)
                    ? new Unusable(Cause.LAG,
                            "it is behind by more than " + limit.property() + " (" + seconds(limit.max()) + ")")
                    : new Unusable(Cause.UNPROVED, "how far it is behind is not known yet"));
        }
        // While the primary is away nothing is written, as far as anybody here knows, and there is nothing to lag behind.
        long currentAt = hasAll ? sample.sentAtNanos() : reached.sentAtNanos();
        Duration lag = Duration.ofNanos(sample.sentAtNanos() - currentAt);
        Duration bearable = before.whyNot() != null && before.whyNot().cause() == Cause.LAG ? limit.toComeBack() : limit.max();
        Unusable tooLate = lag.compareTo(bearable) <= 0 ? null
                : new Unusable(Cause.LAG, "it is " + seconds(lag) + " behind, more than " + limit.property() + " ("
                        + seconds(limit.max()) + ")");
        return new ReplicaState(before.database(), sample, currentAt, tooLate);
    }

    /** The primary has been watched for as long as a replica may be late. After a start, or a failover, that takes a while. */
    private boolean isLate(Sample replica) {
        return !history.isEmpty() && replica.sentAtNanos() - history.oldest().sentAtNanos() >= limit.max().toNanos();
    }

    /** The primary may answer the application while it does not answer us. */
    private boolean hasAllFromHere(LogPosition shown) {
        LogPosition committed = committedHere.get();
        return committed == null || shown != null && committed.isReachedBy(shown);
    }

    private static Unusable stranger(LogPosition shown, LogPosition primary) {
        if (!shown.isSameDatabase(primary)) {
            return new Unusable(Cause.OTHER_DATABASE, "it replicates another database than the primary's");
        }
        return shown.isComparableTo(primary) ? null
                : new Unusable(Cause.OTHER_TIMELINE, "it is at " + shown + ", the primary at " + primary
                        + ", so it has not shown that it follows since the failover");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
