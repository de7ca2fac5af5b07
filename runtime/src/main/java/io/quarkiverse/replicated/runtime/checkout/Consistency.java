package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.monitor.ConnectionProof;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkus.runtime.BlockingOperationControl;

/** Sees to it that a read shows what its client has written: knows what that is, waits for a replica, proves a connection. */
public final class Consistency {

    /**
     * How long what takes.
     *
     * @param forReplica how long a read waits for a replica
     * @param forPrimary how long a read waits for the primary to say whether a token is made up
     * @param tokenLife how long a token binds that cannot be compared
     * @param cookieLife how long a browser is to remember that it wrote
     */
    public record Times(Duration forReplica, Duration forPrimary, Duration tokenLife, Duration cookieLife) {
    }

    private final Mode mode;
    private final Times times;
    private final ReplicaMonitor monitor;
    private final LocalCommits commits;
    private final PositionTokens tokens;
    private final Map<Server, ConnectionProof> proofs;
    private final RouteListener listener;

    public Consistency(Mode mode, Times times, ReplicaMonitor monitor, LocalCommits commits, PositionTokens tokens,
            Map<Server, ConnectionProof> proofs, RouteListener listener) {
        this.mode = mode;
        this.times = times;
        this.monitor = monitor;
        this.commits = commits;
        this.tokens = tokens;
        this.proofs = proofs;
        this.listener = listener;
    }

    public Mode mode() {
        return mode;
    }

    /** How long a browser is to remember that it wrote. */
    public Duration cookieLife() {
        return times.cookieLife;
    }

    public LocalCommits commits() {
        return commits;
    }

    public PositionTokens tokens() {
        return tokens;
    }

    /** What a read with this intent must see. */
    RequiredPosition required(RouteIntent intent, RequestRoute request) {
        if (mode == Mode.NONE) {
            return RequiredPosition.NONE;
        }
        return request == null ? intent.required() : request.required().and(intent.required());
    }

    /**
     * What was written in this request, before it by its client, or outside of requests, as a text; {@code null} if nothing.
     *
     * @param pending something may be committed yet that belongs to it
     */
    String position(RequestRoute request, boolean pending) {
        if (mode == Mode.NONE) {
            return null;
        }
        RequiredPosition written = request != null ? request.required() : inBackground();
        return tokens.text(pending ? written.and(RequiredPosition.UNKNOWN) : written);
    }

    private RequiredPosition inBackground() {
        LocalCommits.Background written = commits.background();
        RequiredPosition known = written.highest() == null ? RequiredPosition.NONE : RequiredPosition.of(written.highest());
        boolean unknown = written.unknown() > 0
                && System.currentTimeMillis() - written.lastUnknownAtMillis() <= times.tokenLife.toMillis();
        return unknown ? known.and(RequiredPosition.UNKNOWN) : known;
    }

    /**
     * What a text that {@link #position} has made demands.
     *
     * @throws IllegalArgumentException it was not made there
     */
    RequiredPosition require(String position) {
        if (position == null) {
            throw new IllegalArgumentException("A position is a text that Replication.position() has given, not null");
        }
        return tokens.require(position);
    }

    /**
     * Does what can be done when no replica is known to show what is required: waits for one for a while, and has the
     * primary say whether what the client brought is made up. A request waits in vain only once, and never on an event loop.
     *
     * @return what is required after that
     */
    RequiredPosition settle(RequiredPosition required, RouteIntent intent, RequestRoute request) {
        if (request != null && (request.hasWaitedInVain() || isOnPrimary(intent, request))
                || !BlockingOperationControl.isBlockingAllowed()) {
            return required;
        }
        boolean reached = await(required, request);
        if (request == null || reached) {
            return required;
        }
        request.waitedInVain();
        Sample primary = intent.readYourWrites() && !required.isUnknown() && request.isDoubtful()
                ? monitor.samplePrimary(times.forPrimary)
                : null;
        if (primary == null) {
            return required;
        }
        request.provedBy(primary);
        return required(intent, request);
    }

    /** Waits for a replica that shows what is required, and tells whether there is one. */
    private boolean await(RequiredPosition required, RequestRoute request) {
        long beganNanos = System.nanoTime();
        ReplicaSet replicas = monitor.awaitReached(required, times.forReplica);
        long endedNanos = System.nanoTime();
        boolean reached = replicas.count(required, endedNanos) > 0;
        listener.waited(endedNanos - beganNanos, reached);
        if (request != null) {
            request.waited(endedNanos - beganNanos);
        }
        return reached;
    }

    /** It reads there for the rest of the request, and waits for nobody. */
    private static boolean isOnPrimary(RouteIntent intent, RequestRoute request) {
        Route reading = request.reading();
        return reading != null && reading.target() == Target.PRIMARY && intent.readYourWrites();
    }

    /** Nobody has made up what a read of this request must see. */
    boolean isTrusted(RequestRoute request) {
        return tokens.areSigned() || request == null || request.presented() == RequiredPosition.NONE;
    }

    /** The server behind this connection of a replica's pool shows what is required, whatever the monitor was told of it. */
    boolean isProved(RequiredPosition required, Server replica, Connection connection) throws SQLException {
        Connection ofDriver = connection.unwrap(Connection.class);
        boolean proved = proofs.get(replica).isReached(required, ofDriver, monitor.replicas().sample(replica));
        if (!proved && !isUnprovable(replica)) {
            monitor.disproved(replica);
        }
        return proved;
    }

    /** No connection of this replica can be proved before it is taken, which is too late inside a transaction. */
    boolean isUnprovable(Server replica) {
        return proofs.get(replica).hasSeveralServers();
    }
}
