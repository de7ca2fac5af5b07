package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Unusable;

/**
 * How one read that wants a replica gets its connection, step by step. The code that takes connections asks {@link #next} what
 * to do, does it, reports what came of it, and asks again, until it has a connection or the plan fails. The plan itself takes
 * no connection, does not block, and has no clock. Not safe for use by several threads.
 */
public final class ReadPlan {

    /** What is to be done next. */
    public enum Step {

        /** Take a connection of the replica {@link #placement}, and prove that it shows {@link #mustShow}. */
        TAKE,

        /** Take a connection of the primary, which stands in for the reason of {@link #placement}. */
        STAND_IN,

        /** Wait until a replica shows {@link #required}, for as long as a read may, and report {@link #waited}. */
        WAIT,

        /** Ask the primary how far it has come, for as long as a probe may take, and report {@link #heard}. */
        ASK_PRIMARY,

        /** Give up: no other server could do what this one could not ({@link #failure}). */
        FAIL,

        /**
         * Give up: the server behind a connection does not show what it must ({@link #placement}), and a transaction cannot
         * move
         * to another one.
         */
        FAIL_UNPROVED
    }

    private final Router router;
    private final RouteIntent intent;
    private final Ledger ledger;
    private final boolean inTransaction;
    private final int turn;
    private RequiredPosition required;
    private ReplicaSet replicas;
    private Placement placement;
    private Throwable failure;
    // What comes before the next decision; null once nothing does.
    private Step before = Step.WAIT;

    /**
     * @param ledger of the request that reads
     * @param required what the read must see
     * @param replicas as they are known now
     * @param turn whose turn it is among replicas that are equally good
     * @param inTransaction the connection begins the part of a transaction that cannot move to another server
     */
    public ReadPlan(Router router, RouteIntent intent, Ledger ledger, RequiredPosition required, ReplicaSet replicas, int turn,
            boolean inTransaction) {
        this.router = router;
        this.intent = intent;
        this.ledger = ledger;
        this.required = required;
        this.replicas = replicas;
        this.turn = turn;
        this.inTransaction = inTransaction;
    }

    /**
     * The first step of most reads, without a plan: to take a connection there. A plan is needed only if that fails, or where
     * something else comes first.
     *
     * @param nowNanos by the monotonic clock
     * @return {@code null} if the read has to wait first
     */
    public static Placement first(Router router, RouteIntent intent, Ledger ledger, RequiredPosition required,
            ReplicaSet replicas, int turn, long nowNanos) {
        return mustWait(intent, ledger, required, replicas, nowNanos) ? null
                : decide(router, intent, ledger, required, replicas, turn, nowNanos);
    }

    /** Continues after {@link #first}, whose connection was not had, or turned out not to show what it must. */
    public ReadPlan after(Placement first) {
        placement = first;
        before = null;
        return this;
    }

    /** @param nowNanos by the monotonic clock */
    public Step next(long nowNanos) {
        if (before == Step.WAIT && !mustWait(intent, ledger, required, replicas, nowNanos)) {
            before = null;
        }
        if (before != null) {
            return before;
        }
        placement = decide(router, intent, ledger, required, replicas, turn, nowNanos);
        return placement.target() == Target.PRIMARY ? Step.STAND_IN : Step.TAKE;
    }

    /** Of several reads of the request that begin at once the quickest decides for all. */
    private static Placement decide(Router router, RouteIntent intent, Ledger ledger, RequiredPosition required,
            ReplicaSet replicas, int turn, long nowNanos) {
        while (true) {
            Placement reading = ledger.reading();
            Placement next = router.place(intent, required, reading, replicas, turn, nowNanos);
            // A literal read leads none of the others anywhere, but that the first of them decides on a replica.
            boolean decides = intent.readYourWrites() || reading == null && next.target() == Target.REPLICA;
            if (!decides || ledger.startReading(reading, next)) {
                return next;
            }
        }
    }

    /**
     * No replica is known to show what the read must see. A request waits in vain only once, and not where it cannot matter.
     */
    private static boolean mustWait(RouteIntent intent, Ledger ledger, RequiredPosition required, ReplicaSet replicas,
            long nowNanos) {
        return required != RequiredPosition.NONE && replicas.count(required, nowNanos) == 0 && !ledger.hasWaitedInVain()
                && !isOnPrimary(intent, ledger.reading());
    }

    /** The request reads there until it ends, and waits for no replica. */
    private static boolean isOnPrimary(RouteIntent intent, Placement reading) {
        return reading != null && reading.target() == Target.PRIMARY && intent.readYourWrites();
    }

    /** Where to take the connection, after {@link Step#TAKE} and {@link Step#STAND_IN}. */
    public Placement placement() {
        return placement;
    }

    /** What the read must see. */
    public RequiredPosition required() {
        return required;
    }

    /** What the server behind a replica's connection has to show. A literal read accepts any. */
    public RequiredPosition mustShow() {
        return mustShow(intent, required);
    }

    /** The same for {@link #first}. */
    public static RequiredPosition mustShow(RouteIntent intent, RequiredPosition required) {
        return intent.readYourWrites() ? required : RequiredPosition.NONE;
    }

    /** The first failure of this read, with later ones suppressed in it; {@code null} if there was none. */
    public Throwable failure() {
        return failure;
    }

    /** The thread must not wait: what is known has to do. */
    public void mayNotWait() {
        before = null;
    }

    /**
     * The wait for a replica is over.
     *
     * @param known the replicas as they are known now
     * @param reached one of them shows what is required
     */
    public void waited(ReplicaSet known, boolean reached) {
        replicas = known;
        before = null;
        if (reached) {
            return;
        }
        ledger.markWaitedInVain();
        if (intent.readYourWrites() && !required.isUnknown() && ledger.isDoubtful()) {
            before = Step.ASK_PRIMARY;
        }
    }

    /**
     * The primary was asked.
     *
     * @param primary what it said, or {@code null} if it did not answer in time
     * @param known the replicas as they are known now
     */
    public void heard(Sample primary, ReplicaSet known) {
        replicas = known;
        before = null;
        if (primary != null) {
            ledger.prove(primary);
            required = ledger.required().and(intent.required());
        }
    }

    /** The connection was had, and shows what it must. */
    public void taken() {
        ledger.markRead();
    }

    /** No connection of this replica can be proved before it takes part in a transaction: another server has to do. */
    public void unprovable() {
        replicas = replicas.withoutNewsOf(placement.server());
    }

    /** The server behind the connection turned out not to show what it must. */
    public void disproved() {
        replicas = replicas.withoutNewsOf(placement.server());
        if (inTransaction) {
            before = Step.FAIL_UNPROVED;
        }
    }

    /**
     * No connection was had from {@link #placement}, or it broke before it was proved.
     *
     * @param kind what the failure says
     * @param whyNot the same about the server, for this read
     */
    public void failed(Throwable cause, Failure kind, Unusable whyNot) {
        if (failure == null) {
            failure = cause;
        } else if (failure != cause) {
            failure.addSuppressed(cause);
        }
        if (placement.target() == Target.PRIMARY || !kind.concernsServer()) {
            before = Step.FAIL;
        } else {
            replicas = replicas.without(placement.server(), whyNot);
        }
        if (placement.target() == Target.PRIMARY || kind.concernsServer()) {
            ledger.abandon(placement);
        }
    }
}
