package io.quarkiverse.replicated.runtime.monitor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.LogPosition.History;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.PrimaryState;
import io.quarkiverse.replicated.runtime.server.QuestionRefused;
import io.quarkiverse.replicated.runtime.server.ReplicaState;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Decides whether a replica can be used, from its own answers and from those of the primary. Used by one thread at a time. */
final class ReplicaJudge {

    /** What the last attempt to ask the primary has shown. */
    private enum Watch {

        /** The primary reports its position. */
        ANSWERED,

        /** The primary is there and may accept writes, but does not report its position. */
        UNANSWERED,

        /** The primary is away, or was never seen. */
        AWAY
    }

    private final LagLimit limit;
    private final Dialect dialect;
    private final Supplier<LogPosition> committedHere;
    private final PrimaryHistory history;
    // What each replica has shown last.
    private final Map<Server, Sample> shown = new HashMap<>();
    private Watch primary = Watch.AWAY;
    private OptionalLong primarySeenAtNanos = OptionalLong.empty();
    private final WrittenAtStart writtenAtStart = new WrittenAtStart();
    private LogPosition committedWhenLost;

    /** @param committedHere the newest position that this process has got from the primary; {@code null} if there is none */
    ReplicaJudge(LagLimit limit, Dialect dialect, Supplier<LogPosition> committedHere) {
        this.limit = limit;
        this.committedHere = committedHere;
        this.dialect = dialect;
        this.history = new PrimaryHistory(limit.max(), limit.longest());
    }

    /** What every replica must show to be usable. */
    WrittenAtStart writtenAtStart() {
        return writtenAtStart;
    }

    /** The new state of the primary after a failed attempt to ask it. */
    PrimaryState judgePrimary(PrimaryState before, SQLException failure, long askedAtNanos) {
        Unusable why = failure instanceof QuestionRefused refusal && refusal.role() == Role.REPLICA ? Unusable.NOT_A_PRIMARY
                : Unusable.because(failure, dialect.kindOf(failure));
        if (why.cause() == Cause.UNANSWERED) {
            primary = Watch.UNANSWERED;
            primarySeenAtNanos = OptionalLong.of(askedAtNanos);
        } else {
            primaryIsAway();
        }
        return before.failed(why, askedAtNanos);
    }

    private void primaryIsAway() {
        if (primary != Watch.AWAY) {
            committedWhenLost = committedHere.get();
        }
        primary = Watch.AWAY;
    }

    /** The new state of the primary after this answer of its datasource. */
    PrimaryState judgePrimary(PrimaryState before, Sample sample) {
        if (sample.role() == Role.PRIMARY && sample.position() != null) {
            primary = Watch.ANSWERED;
            primarySeenAtNanos = OptionalLong.of(sample.sentAtNanos());
            history.add(sample);
            writtenAtStart.primaryAnswered(sample.sentAtNanos(), dialect.committed(sample));
        } else {
            primaryIsAway(); // The lag cannot be measured by this answer.
        }
        return sample.role() != Role.REPLICA ? before.writable(sample)
                : before.without(Unusable.NOT_A_PRIMARY, sample.sentAtNanos());
    }

    ReplicaState judge(ReplicaState before, Sample answer) {
        if (answer.role() == Role.PRIMARY) {
            return new ReplicaState(before.server(), answer, ReplicaState.NEVER, Unusable.NOT_A_REPLICA);
        }
        if (!dialect.comparesPositions()) {
            return judgeByAnswer(before, answer);
        }
        Sample earlier = shown.get(before.server());
        Sample sample = answer.after(earlier);
        shown.put(before.server(), sample);
        return unlessBehindStart(followsAhead(before, earlier, sample) ? before.with(sample) : judgeByPosition(before, sample));
    }

    /**
     * Whether a usable replica already follows a new primary, while the old one is away and the new one is not known here. The
     * replica shows what it showed before, so it serves reads without a position until it would be too late. No position of
     * the old primary counts as reached.
     */
    private boolean followsAhead(ReplicaState before, Sample earlier, Sample sample) {
        return primary == Watch.AWAY && before.whyNot() == null && !history.isEmpty() && sample.goesOnFrom(earlier)
                && sample.isSameDatabase(history.newest())
                && sample.position().relationTo(history.newest().position()) == History.AFTER_FAILOVER;
    }

    /** The state of a replica, unless it could be read although it does not show what was written at the start. */
    ReplicaState unlessBehindStart(ReplicaState state) {
        boolean readable = state.isInOrderButForLag() || state.isUnproved() && state.showsSomething();
        return !readable || writtenAtStart.isShownBy(state.sample() == null ? null : state.sample().position()) ? state
                : state.without(new Unusable(Cause.BEHIND_START,
                        "it does not show yet what this application has written while it started"));
    }

    private ReplicaState judgeByAnswer(ReplicaState before, Sample sample) {
        return new ReplicaState(before.server(), sample, sample.sentAtNanos(), !limit.mustBeKnown() ? null
                : new Unusable(Cause.UNKNOWN_LAG, "its lag cannot be measured for this kind of database"));
    }

    private ReplicaState judgeByPosition(ReplicaState before, Sample sample) {
        LogPosition shown = sample.position();
        Unusable stranger = shown == null || history.isEmpty() ? null : stranger(sample, history.newest());
        if (stranger != null) {
            return new ReplicaState(before.server(), sample, ReplicaState.NEVER, stranger);
        }
        boolean isStill = isStill(shown);
        if (isStill && history.isEmpty() && primarySeenAtNanos.isEmpty()) {
            return new ReplicaState(before.server(), sample, sample.sentAtNanos(), null);
        }
        Sample reached = shown == null ? null : history.newestReachedBy(shown);
        if (reached == null) {
            return new ReplicaState(before.server(), sample, ReplicaState.NEVER, isLate(sample)
                    ? new Unusable(Cause.LAG,
                            "it is behind by more than " + limit.property() + " (" + seconds(limit.max()) + ")")
                    : new Unusable(Cause.UNPROVED, primary == Watch.UNANSWERED
                            ? "how far it is behind is not known, because the primary does not report its position"
                            : "how far it is behind is not known yet"));
        }
        long lagNanos = (isStill ? primarySeenAtNanos.getAsLong() : sample.sentAtNanos()) - reached.sentAtNanos();
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
        if (primary != Watch.AWAY || limit.mustBeKnown()) {
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

    private static Unusable stranger(Sample replica, Sample primary) {
        History relation = replica.position().relationTo(primary.position());
        if (relation == History.OTHER_DATABASE) {
            return new Unusable(Cause.OTHER_DATABASE, "it replicates another database than the primary's");
        }
        if (!replica.isSameDatabase(primary)) {
            return new Unusable(Cause.OTHER_DATABASE, "it follows the primary, but its datasource leads to the database "
                    + replica.database() + ", and the primary's to the database " + primary.database());
        }
        return relation == History.SAME ? null
                : new Unusable(Cause.OTHER_TIMELINE, "it is at " + replica.position() + ", the primary at "
                        + primary.position() + ", so it has not shown that it follows the primary since the failover");
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
