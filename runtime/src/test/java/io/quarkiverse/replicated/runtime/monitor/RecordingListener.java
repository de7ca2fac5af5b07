package io.quarkiverse.replicated.runtime.monitor;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;

/** Records the events that it receives. */
final class RecordingListener implements ReplicaMonitor.Listener {

    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final List<Server> stuck = new CopyOnWriteArrayList<>();
    final List<Server> lost = new CopyOnWriteArrayList<>();

    @Override
    public void becameUsable(Server server, Unusable before) {
        events.add(prefix(server) + "usable");
    }

    @Override
    public void becameUnusable(Server server, Unusable why) {
        events.add(prefix(server) + "unusable: " + why.detail());
    }

    @Override
    public void lost(Server replica) {
        lost.add(replica);
    }

    @Override
    public void poolIsStuck(Server replica) {
        stuck.add(replica);
    }

    @Override
    public void share(Server replica, Server other) {
        events.add(replica + " and " + other + " share a server");
    }

    private static String prefix(Server server) {
        return server.target() == Target.PRIMARY ? "primary " : "";
    }

    /** The next event, or {@code null} if there is none for a long time. */
    String next() throws InterruptedException {
        return events.poll(60, TimeUnit.SECONDS);
    }
}
