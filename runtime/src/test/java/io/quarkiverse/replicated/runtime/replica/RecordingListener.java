package io.quarkiverse.replicated.runtime.replica;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is told. */
final class RecordingListener implements ReplicaMonitor.Listener {

    final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void becameUsable(Database replica) {
        events.add("usable");
    }

    @Override
    public void becameUnusable(Database replica, Unusable why) {
        events.add("unusable: " + why.detail());
    }

    /** The next one, or {@code null} if there is none for a long time. */
    String next() throws InterruptedException {
        return events.poll(10, TimeUnit.SECONDS);
    }
}
