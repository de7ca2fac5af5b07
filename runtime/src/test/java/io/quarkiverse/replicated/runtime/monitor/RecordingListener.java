package io.quarkiverse.replicated.runtime.monitor;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;

/** Records the events that it receives. */
final class RecordingListener implements ReplicaMonitor.Listener {

    final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void becameUsable(Server server) {
        events.add(prefix(server) + "usable");
    }

    @Override
    public void becameUnusable(Server server, Unusable why) {
        events.add(prefix(server) + "unusable: " + why.detail());
    }

    private static String prefix(Server server) {
        return server.target() == Target.PRIMARY ? "primary " : "";
    }

    /** The next event, or {@code null} if there is none for a long time. */
    String next() throws InterruptedException {
        return events.poll(60, TimeUnit.SECONDS);
    }
}
