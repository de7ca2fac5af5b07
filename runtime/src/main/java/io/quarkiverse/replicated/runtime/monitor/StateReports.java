package io.quarkiverse.replicated.runtime.monitor;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.ServerIdentity;
import io.quarkiverse.replicated.runtime.server.Unusable;

/** Passes each change of a server's state on to a listener once. Changes that may be over in a moment are not passed on. */
final class StateReports {

    private static final System.Logger LOG = System.getLogger(StateReports.class.getName());

    private final ReplicaMonitor.Listener listener;
    // The server that each replica's datasource led to last, and those that have been reported to lead to one server.
    private final Map<Server, ServerIdentity> identities = new ConcurrentHashMap<>();
    private final Set<Set<Server>> shared = ConcurrentHashMap.newKeySet();
    // The replicas that are known to be usable but for what the application has just written. Safe for use by several threads.
    private final Set<Server> held = ConcurrentHashMap.newKeySet();
    private volatile boolean started;

    StateReports(ReplicaMonitor.Listener listener) {
        this.listener = listener;
    }

    void report(Server server, Unusable before, Unusable after) {
        if (isSuspect(after)) {
            return;
        }
        boolean served = before == null || isSuspect(before) || held.remove(server);
        if (!started && is(after, Unusable.Cause.BEHIND_START)) {
            if (served) {
                held.add(server);
            }
            return;
        }
        if (after == null) {
            if (!served && !isFirstAnswerOfPrimary(server, before)) {
                pass(() -> listener.becameUsable(server, before));
            }
        } else if (served || after.cause().isNewsAfter(before.cause())) {
            pass(() -> listener.becameUnusable(server, after));
        }
    }

    /** Reports that the server has answered over a shared session, if it has. */
    void reportSession(Server server, Sample answer) {
        if (answer.session().isShared()) {
            pass(() -> listener.sharesSessions(server));
        }
    }

    void lost(Server replica) {
        pass(() -> listener.lost(replica));
    }

    void poolIsStuck(Server replica) {
        pass(() -> listener.poolIsStuck(replica));
    }

    /** Reports replicas whose datasources lead to one server. The primary is not among the servers that are compared. */
    void reportServer(Server replica, ServerIdentity identity) {
        if (identity == null || identity.equals(identities.put(replica, identity))) {
            return;
        }
        identities.forEach((other, its) -> {
            if (other != replica && its.equals(identity) && shared.add(Set.of(replica, other))) {
                pass(() -> listener.share(other, replica));
            }
        });
    }

    /**
     * Whether this is the first answer of the primary. It is not worth a report that the primary is there when the application
     * starts.
     */
    private static boolean isFirstAnswerOfPrimary(Server server, Unusable before) {
        return server.target() == Target.PRIMARY && before.cause() == Unusable.Cause.UNPROVED;
    }

    /**
     * Begins to report that a replica does not show what the application has written while it started. Before that, it may be
     * over in a moment.
     *
     * @param whyNot why the replica is left out now, or {@code null}
     */
    void started(Server replica, Unusable whyNot) {
        started = true;
        if (is(whyNot, Unusable.Cause.BEHIND_START)) {
            held.remove(replica);
            pass(() -> listener.becameUnusable(replica, whyNot));
        }
    }

    private static boolean isSuspect(Unusable whyNot) {
        return is(whyNot, Unusable.Cause.SUSPECT);
    }

    private static boolean is(Unusable whyNot, Unusable.Cause cause) {
        return whyNot != null && whyNot.cause() == cause;
    }

    private static void pass(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A change of the servers could not be reported", e);
        }
    }
}
