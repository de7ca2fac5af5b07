package io.quarkiverse.replicated.runtime.monitor;

import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;

/** Tells a listener of each change of a server's state once, and nothing of what may be over in a moment. */
final class StateReports {

    private static final System.Logger LOG = System.getLogger(StateReports.class.getName());

    private final ReplicaMonitor.Listener listener;

    StateReports(ReplicaMonitor.Listener listener) {
        this.listener = listener;
    }

    void replica(Server replica, Unusable before, Unusable after) {
        if (isSuspect(after)) {
            return;
        }
        boolean served = before == null || isSuspect(before);
        if (after == null) {
            if (!served) {
                tell(() -> listener.becameUsable(replica));
            }
        } else if (served || after.cause().isNewsAfter(before.cause())) {
            tell(() -> listener.becameUnusable(replica, after));
        }
    }

    /** That it is there when the application starts is no news. */
    void primary(Server primary, Unusable before, Unusable after) {
        if (isSuspect(after)) {
            return;
        }
        boolean served = before == null || isSuspect(before);
        if (after == null) {
            if (!served && before.cause() != Unusable.Cause.UNPROVED) {
                tell(() -> listener.becameUsable(primary));
            }
        } else if (served || after.cause().isNewsAfter(before.cause())) {
            tell(() -> listener.becameUnusable(primary, after));
        }
    }

    private static boolean isSuspect(Unusable whyNot) {
        return whyNot != null && whyNot.cause() == Unusable.Cause.SUSPECT;
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A change of the servers could not be reported", e);
        }
    }
}
