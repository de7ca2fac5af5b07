package io.quarkiverse.replicated.runtime.checkout;

import java.time.Duration;

import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.routing.ReadPlan;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkus.runtime.BlockingOperationControl;

/** Determines what a read must see, and waits for it on threads that may block. */
public final class ReadYourWrites {

    private final Mode mode;
    private final Duration replicaWait;
    private final Duration primaryWait;
    private final ReplicaMonitor monitor;
    private final PositionTokens tokens;
    private final PrimaryNow primaryNow;
    private final RouteListener listener;
    private final Clock clock;

    /**
     * @param replicaWait how long a read waits for a replica to show what the read must see
     * @param primaryWait how long a read waits for the primary to show whether a token is forged
     */
    public ReadYourWrites(Mode mode, Duration replicaWait, Duration primaryWait, ReplicaMonitor monitor, PositionTokens tokens,
            PrimaryNow primaryNow, RouteListener listener, Clock clock) {
        this.mode = mode;
        this.replicaWait = replicaWait;
        this.primaryWait = primaryWait;
        this.monitor = monitor;
        this.tokens = tokens;
        this.primaryNow = primaryNow;
        this.listener = listener;
        this.clock = clock;
    }

    /** What a read with this intent must see, as far as that is known without a question. */
    RequiredPosition required(RouteIntent intent, Ledger ledger) {
        if (mode == Mode.NONE) {
            return RequiredPosition.NONE;
        }
        if (ledger.hasUsedStandIns()) {
            ledger.renew(); // A request that lives for long must not stay on the primary for a token that has expired.
        }
        return ledger.required().and(intent.required());
    }

    /**
     * What a read with this intent must see. If a connection is out with which something may have been committed that the read
     * must see, the primary is asked. An event loop must not wait for that.
     */
    RequiredPosition askRequired(RouteIntent intent, Ledger ledger) {
        return mode == Mode.NONE || !intent.readYourWrites() || !ledger.isWriterOut() ? required(intent, ledger)
                : ledger.presented().and(ledger.returned()).and(intent.required()).and(primaryNow.await());
    }

    /** Whether what a read of this request must see is known not to be forged. */
    boolean isTrusted(Ledger ledger) {
        return tokens.areSigned() || ledger.presented() == RequiredPosition.NONE;
    }

    /** Waits for a replica that shows what the plan requires. An event loop must not wait. */
    void awaitReplica(ReadPlan<?> plan, Request request) {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            plan.mayNotWait();
            return;
        }
        long beganNanos = clock.nanos();
        ReplicaSet replicas = monitor.awaitReached(plan.awaited(), replicaWait);
        long endedNanos = clock.nanos();
        boolean reached = replicas.count(plan.awaited(), endedNanos) > 0;
        listener.waited(endedNanos - beganNanos, reached);
        request.trace().addWait(endedNanos - beganNanos);
        plan.waited(replicas, reached, endedNanos);
    }

    /**
     * Whether this replica shows it by an answer to a question that is sent now. An event loop must not wait, so that the
     * answer is 'no' there.
     */
    boolean isShownNow(Server replica, RequiredPosition mustShow) {
        return BlockingOperationControl.isBlockingAllowed()
                && monitor.askReplica(replica, primaryWait).qualifies(replica, mustShow, clock.nanos());
    }

    /** Asks the primary where it is. An event loop must not wait for the answer. */
    void askPrimary(ReadPlan<?> plan) {
        if (BlockingOperationControl.isBlockingAllowed()) {
            plan.heard(monitor.samplePrimary(primaryWait), monitor.replicas(), clock.nanos());
        } else {
            plan.mayNotWait();
        }
    }
}
