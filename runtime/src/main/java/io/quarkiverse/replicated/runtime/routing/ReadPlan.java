package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Unusable;

/**
 * Decides step by step how one read that wants a replica gets its connection. The code that takes connections asks
 * {@link #next} for a step, executes it, reports the result, and asks again, until it has a connection or the plan fails. The
 * plan itself takes no connection, does not block, and has no clock. Not safe for use by several threads.
 */
public final class ReadPlan<F extends Throwable> {

    /** The step to execute next. */
    public enum Step {

        /** Take a connection to the replica {@link #placement}, and prove that its server shows {@link #mustShow}. */
        TAKE,

        /** Take a connection to the primary, which stands in for a replica for the reason of {@link #placement}. */
        STAND_IN,

        /** Wait until a replica shows {@link #awaited}, but no longer than a read may wait, and report {@link #waited}. */
        WAIT,

        /** Ask the primary for its position, for no longer than a probe may take, and report {@link #heard}. */
        ASK_PRIMARY,

        /** Give up, because no other server could do what this one could not ({@link #failure}). */
        FAIL
    }

    private final Router router;
    private final RouteIntent intent;
    private final Ledger ledger;
    private final boolean inTransaction;
    private final int turn;
    private RequiredPosition required;
    private RequiredPosition seen = RequiredPosition.NONE;
    private ReplicaSet replicas;
    private Placement placement;
    private F failure;
    // What comes before the next decision; null if nothing does.
    private Step pending;

    /**
     * @param ledger the ledger of the request that reads
     * @param required what the read must see
     * @param replicas what is known of the replicas now
     * @param turn selects one of several replicas that are equally good
     * @param inTransaction whether the connection is the first one of a transaction, which then cannot move to another server
     * @param nowNanos the time by the monotonic clock
     */
    public ReadPlan(Router router, RouteIntent intent, Ledger ledger, RequiredPosition required, ReplicaSet replicas, int turn,
            boolean inTransaction, long nowNanos) {
        this.router = router;
        this.intent = intent;
        this.ledger = ledger;
        this.required = required;
        this.replicas = replicas;
        this.turn = turn;
        this.inTransaction = inTransaction;
        this.pending = mustWait(intent, ledger, required, replicas, nowNanos) ? Step.WAIT
                : mayAskForTheWayBack(nowNanos) ? Step.ASK_PRIMARY : null;
    }

    /**
     * The placement with which most reads begin, without creating a plan. A plan is needed only if that connection fails, or
     * if another step comes first.
     *
     * @param nowNanos the time by the monotonic clock
     * @return {@code null} if the read needs a plan, because it has to wait first, or because its request has been sent to the
     *         primary before
     */
    public static Placement first(Router router, RouteIntent intent, Ledger ledger, RequiredPosition required,
            ReplicaSet replicas, int turn, long nowNanos) {
        return ledger.hasUsedStandIns() || mustWait(intent, ledger, required, replicas, nowNanos) ? null
                : decide(router, intent, ledger, required, RequiredPosition.NONE, replicas, turn, nowNanos);
    }

    /** The placement with which a read would begin now if it did not wait. Nothing is remembered of it. */
    public static Placement preview(Router router, RouteIntent intent, Ledger ledger, RequiredPosition required,
            ReplicaSet replicas, int turn, long nowNanos) {
        return router.place(intent, required, ledger.seen(replicas.trail()), ledger.reading(), replicas, turn, nowNanos);
    }

    /** Continues after {@link #first}, when its connection was not available, or its server did not show what it must. */
    public ReadPlan<F> after(Placement first) {
        placement = first;
        pending = null;
        return this;
    }

    /** @param nowNanos the time by the monotonic clock */
    public Step next(long nowNanos) {
        if (pending != null) {
            return pending;
        }
        seen = ledger.seen(replicas.trail());
        placement = decide(router, intent, ledger, required, seen, replicas, turn, nowNanos);
        return placement.target() == Target.PRIMARY ? Step.STAND_IN : Step.TAKE;
    }

    /** Decides where to read. If several reads of the request begin at once, the quickest decides for all of them. */
    private static Placement decide(Router router, RouteIntent intent, Ledger ledger, RequiredPosition required,
            RequiredPosition seen, ReplicaSet replicas, int turn, long nowNanos) {
        while (true) {
            Placement reading = ledger.reading();
            Placement next = router.place(intent, required, seen, reading, replicas, turn, nowNanos);
            // A literal read does not decide for the other reads, unless it is the first one and goes to a replica.
            boolean decides = intent.readYourWrites() || reading == null && next.target() == Target.REPLICA;
            if (!decides || ledger.startReading(reading, next, nowNanos)) {
                return next;
            }
        }
    }

    /**
     * Whether the read must wait, because no replica is known to show what the read must see. A request waits in vain only
     * once between two probes, and not at all where the result cannot matter.
     */
    private static boolean mustWait(RouteIntent intent, Ledger ledger, RequiredPosition required, ReplicaSet replicas,
            long nowNanos) {
        return required != RequiredPosition.NONE && replicas.count(required, nowNanos) == 0 && !ledger.hasWaitedInVain(nowNanos)
                && !isOnPrimary(intent, ledger.reading());
    }

    /** Whether the request reads from the primary, and therefore does not wait for its own writes to arrive on a replica. */
    private static boolean isOnPrimary(RouteIntent intent, Placement reading) {
        return reading != null && reading.target() == Target.PRIMARY && intent.readYourWrites();
    }

    /**
     * Whether the read asks the primary where it is, because the request reads there so often that no probe comes between two
     * of its reads. A replica is then known to show enough as soon as it has reached the answer. A request does so at most once
     * between two probes, and a short request never does.
     */
    private boolean mayAskForTheWayBack(long nowNanos) {
        return isOnPrimary(intent, ledger.reading()) && replicas.primary().isWritable()
                && replicas.count(required, nowNanos) > 0 && ledger.seen(replicas.trail()).isUnknown()
                && ledger.mayAskForTheWayBack(nowNanos);
    }

    /** Where to take the connection, after {@link Step#TAKE} and {@link Step#STAND_IN}. */
    public Placement placement() {
        return placement;
    }

    /** What the read must see of what was written. */
    public RequiredPosition required() {
        return required;
    }

    /** What a replica must show that is to serve the read. */
    public RequiredPosition awaited() {
        return required.and(seen);
    }

    /** What the server behind a connection to a replica must show. A literal read accepts any server. */
    public RequiredPosition mustShow() {
        return mustShow(intent, awaited());
    }

    /** The same as {@link #mustShow()}, for {@link #first}. */
    public static RequiredPosition mustShow(RouteIntent intent, RequiredPosition required) {
        return intent.readYourWrites() ? required : RequiredPosition.NONE;
    }

    /** The ledger of the request that reads. */
    public Ledger ledger() {
        return ledger;
    }

    /** Whether the connection is the first one of a transaction. */
    public boolean inTransaction() {
        return inTransaction;
    }

    /** The first failure of this read, with later failures suppressed in it; {@code null} if there was none. */
    public F failure() {
        return failure;
    }

    /** Reports that the thread must not wait, so that the plan goes on with what is known. */
    public void mayNotWait() {
        pending = null;
    }

    /**
     * Reports that the wait for a replica is over.
     *
     * @param known the replicas as they are known now
     * @param reached whether a replica shows what is {@link #awaited}
     * @param nowNanos the time by the monotonic clock
     */
    public void waited(ReplicaSet known, boolean reached, long nowNanos) {
        replicas = known;
        pending = null;
        if (reached) {
            return;
        }
        ledger.markWaitedInVain(nowNanos);
        if (intent.readYourWrites() && !required.isUnknown() && ledger.isDoubtful()) {
            pending = Step.ASK_PRIMARY;
        }
    }

    /**
     * Reports that the primary was asked.
     *
     * @param primary the primary's answer, or {@code null} if it did not answer in time
     * @param known the replicas as they are known now
     * @param nowNanos the time by the monotonic clock
     */
    public void heard(Sample primary, ReplicaSet known, long nowNanos) {
        replicas = known;
        pending = null;
        if (primary == null) {
            return;
        }
        if (ledger.isDoubtful()) {
            ledger.prove(primary);
            required = ledger.required().and(intent.required());
        }
        seen = ledger.seen(replicas.trail());
        if (isOnPrimary(intent, ledger.reading()) && !seen.isUnknown() && replicas.count(awaited(), nowNanos) == 0) {
            pending = Step.WAIT; // For a replica that the request can go back to.
        }
    }

    /** Reports that a connection was taken, and that its server shows what it must. */
    public void taken() {
        ledger.markRead();
    }

    /**
     * Reports that no connection to this replica can be proved before it takes part in a transaction, so that another server
     * is needed.
     */
    public void unprovable() {
        replicas = replicas.withoutNewsOf(placement.server());
    }

    /**
     * Reports that the server behind the connection does not show what it must. Inside a transaction the read cannot move to
     * another server, so that the plan fails.
     *
     * @param cause what the caller gets in that case
     */
    public void disproved(F cause) {
        replicas = replicas.withoutNewsOf(placement.server());
        if (inTransaction) {
            remember(cause);
            pending = Step.FAIL;
        }
    }

    /**
     * Reports that no connection was available from {@link #placement}, or that it broke before it was proved.
     *
     * @param kind what the failure says
     * @param whyNot the same about the server, for this read; not used if that is the primary
     */
    public void failed(F cause, Failure kind, Unusable whyNot) {
        remember(cause);
        if (placement.target() == Target.PRIMARY) {
            pending = Step.FAIL;
            ledger.abandon(placement);
        } else if (!kind.concernsServer()) {
            pending = Step.FAIL;
        } else {
            replicas = replicas.without(placement.server(), whyNot);
            ledger.abandon(placement);
        }
    }

    /** The first failure survives. */
    private void remember(F cause) {
        if (failure == null) {
            failure = cause;
        } else if (failure != cause) {
            failure.addSuppressed(cause);
        }
    }
}
