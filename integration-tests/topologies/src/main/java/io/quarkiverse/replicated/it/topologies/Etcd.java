package io.quarkiverse.replicated.it.topologies;

import java.nio.file.Path;
import java.util.List;

/** One etcd, in which Patroni keeps who leads. */
final class Etcd implements AutoCloseable {

    private final int port = Workplace.freePort();
    private final Daemon daemon;

    Etcd(Workplace workplace) {
        Path room = workplace.room("etcd");
        String clients = "http://127.0.0.1:" + port;
        String peers = "http://127.0.0.1:" + Workplace.freePort();
        daemon = Daemon.start(workplace, room, workplace.log("etcd"), room.resolve("none"),
                List.of(Tool.ETCD.command(), "--name", "etcd", "--data-dir", room.resolve("data").toString(),
                        "--listen-client-urls", clients, "--advertise-client-urls", clients, "--listen-peer-urls", peers,
                        "--initial-advertise-peer-urls", peers, "--initial-cluster", "etcd=" + peers));
        Waiting.until("etcd is healthy", () -> Http.status("GET", clients + "/health", "") == 200);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
