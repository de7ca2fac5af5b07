package io.quarkiverse.replicated.runtime.replica;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.replicated.Route.Target;

/** Keeps what it is told. */
final class RecordingListener implements ReplicaMonitor.Listener {

    final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void becameUsable(Database server) {
        events.add(prefix(server) + "usable");
    }

    @Override
    public void becameUnusable(Database server, Unusable why) {
        events.add(prefix(server) + "unusable: " + why.detail());
    }

    private static String prefix(Database server) {
        return server.target() == Target.PRIMARY ? "primary " : "";
    }

    /** The next one, or {@code null} if there is none for a long time. */
    String next() throws InterruptedException {
        return events.poll(10, TimeUnit.SECONDS);
    }
}
