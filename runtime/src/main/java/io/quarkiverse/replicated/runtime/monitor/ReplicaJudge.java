package io.quarkiverse.replicated.runtime.monitor;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.LogPosition.History;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Decides whether a replica can be used, from its own answers and from those of the primary. Used by one thread at a time. */
final class ReplicaJudge {

    private final LagLimit limit;
    private final Dialect dialect;
    private final Supplier<LogPosition> committedHere;
    private final PrimaryHistory history;
    private boolean primaryAnswers;
    private LogPosition committedWhenLost;

    /** @param committedHere the newest position that this process has got from the primary; {@code null} if there is none */
    ReplicaJudge(LagLimit limit, Dialect dialect, Supplier<LogPosition> committedHere) {
        this.limit = limit;
        this.committedHere = committedHere;
        this.dialect = dialect;
        this.history = new PrimaryHistory(limit.max(), limit.longest());
    }

    void primaryFailed() {
        if (primaryAnswers) {
            committedWhenLost = committedHere.get();
        }
        primaryAnswers = false;
    }

    /** The new state of the primary after this answer of its datasource. */
    PrimaryState judgePrimary(PrimaryState before, Sample sample) {
        if (sample.role() == Role.PRIMARY && sample.position() != null) {
            primaryAnswers = true;
            history.add(sample);
        } else {
            primaryFailed(); // The lag cannot be measured by this answer.
        }
        return sample.role() != Role.REPLICA ? before.writable(sample)
                : before.without(new Unusable(Cause.NOT_A_PRIMARY, "the server is in recovery and accepts no writes"),
                        sample.sentAtNanos());
    }

    ReplicaState judge(ReplicaState before, Sample sample) {
        if (sample.role() == Role.PRIMARY) {
            return new ReplicaState(before.server(), sample, ReplicaState.NEVER,
                    new Unusable(Cause.NOT_A_REPLICA, "the server is not a replica, it accepts writes"));
        }
        return dialect.comparesPositions() ? judgeByPosition(before, sample) : judgeByAnswer(before, sample);
    }

    private ReplicaState judgeByAnswer(ReplicaState before, Sample sample) {
        return new ReplicaState(before.server(), sample, sample.sentAtNanos(), !limit.mustBeKnown() ? null
                : new Unusable(Cause.UNKNOWN_LAG, "its lag cannot be measured for this kind of database"));
    }

    private ReplicaState judgeByPosition(ReplicaState before, Sample sample) {
        LogPosition shown = sample.position();
        Unusable stranger = shown == null || history.isEmpty() ? null : stranger(shown, history.newest().position());
        if (stranger != null) {
            return new ReplicaState(before.server(), sample, ReplicaState.NEVER, stranger);
        }
        boolean isStill = isStill(shown);
        if (isStill && history.isEmpty()) {
            return new ReplicaState(before.server(), sample, sample.sentAtNanos(), null);
        }
        Sample reached = shown == null ? null : history.newestReachedBy(shown);
        if (reached == null) {
            return new ReplicaState(before.server(), sample, ReplicaState.NEVER, isLate(sample)
                    ? new Unusable(Cause.LAG,
                            "it is behind by more than " + limit.property() + " (" + seconds(limit.max()) + ")")
                    : new Unusable(Cause.UNPROVED, "how far it is behind is not known yet"));
        }
        long lagNanos = (isStill ? history.newest() : sample).sentAtNanos() - reached.sentAtNanos();
        boolean wasLate = before.whyNot() != null && before.whyNot().cause() == Cause.LAG;
        return new ReplicaState(before.server(), sample, sample.sentAtNanos() - lagNanos,
                tooLate(Duration.ofNanos(lagNanos), wasLate, shown));
    }

    /**
     * Whether the primary has stood still since it was lost. As far as this process knows, nothing is written while the
     * primary is away, so that no replica falls behind. But the primary may still answer the application while it does not
     * answer the monitor.
     */
    private boolean isStill(LogPosition shown) {
        if (primaryAnswers || limit.mustBeKnown()) {
            return false;
        }
        LogPosition committed = committedHere.get();
        return Objects.equals(committed, committedWhenLost) || shown != null && committed.isReachedBy(shown);
    }

    private Unusable tooLate(Duration lag, boolean wasLate, LogPosition shown) {
        if (lag.compareTo(wasLate ? limit.toComeBack() : limit.max()) > 0) {
            return new Unusable(Cause.LAG, "it is " + seconds(lag) + " behind, more than " + limit.property() + " ("
                    + seconds(limit.max()) + ")");
        }
        if (limit.maxBytes().isEmpty() || history.isEmpty()) {
            return null;
        }
        OptionalLong behind = shown.bytesUpTo(history.newest().position());
        if (behind.isEmpty()) {
            return null;
        }
        long bytes = behind.getAsLong();
        return bytes <= (wasLate ? limit.bytesToComeBack() : limit.maxBytes().getAsLong()) ? null
                : new Unusable(Cause.LAG, "it is " + bytes + " bytes behind, more than " + LagLimit.MAX_BYTES + " ("
                        + limit.maxBytes().getAsLong() + ")");
    }

    /**
     * Whether the primary has been watched for as long as a replica may be late. That takes a while after a start or a
     * failover.
     */
    private boolean isLate(Sample replica) {
        return !history.isEmpty() && replica.sentAtNanos() - history.oldest().sentAtNanos() >= limit.max().toNanos();
    }

    private static Unusable stranger(LogPosition shown, LogPosition primary) {
        History relation = shown.relationTo(primary);
        if (relation == History.OTHER_DATABASE) {
            return new Unusable(Cause.OTHER_DATABASE, "it replicates another database than the primary's");
        }
        return relation == History.SAME ? null
                : new Unusable(Cause.OTHER_TIMELINE, "it is at " + shown + ", the primary at " + primary
                        + ", so it has not shown that it follows the primary since the failover");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
