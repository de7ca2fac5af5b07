package io.quarkiverse.replicated.it.topologies;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

import io.quarkiverse.replicated.cluster.process.ProcessTree;

/** A Patroni with its PostgreSQL server. */
final class PatroniMember implements AutoCloseable {

    static final String SUPERUSER = "admin";

    private final Workplace workplace;
    private final Path room;
    private final String name;
    private final int port = Workplace.freePort();
    private final int restPort = Workplace.freePort();
    private Daemon daemon;

    PatroniMember(Workplace workplace, String name, int etcdPort, boolean synchronous) {
        this.workplace = workplace;
        this.room = workplace.room(name);
        this.name = name;
        Workplace.write(room.resolve("patroni.yml"), settings(etcdPort, synchronous));
    }

    private String settings(int etcdPort, boolean synchronous) {
        return """
                scope: topologies
                name: %1$s
                restapi:
                  listen: 127.0.0.1:%2$d
                  connect_address: 127.0.0.1:%2$d
                etcd3:
                  host: 127.0.0.1:%3$d
                bootstrap:
                  dcs:
                    ttl: 20
                    loop_wait: 2
                    retry_timeout: 3
                    synchronous_mode: %4$s
                    postgresql:
                      use_pg_rewind: true
                  initdb:
                  - encoding: UTF8
                  - locale: C
                  pg_hba:
                  - host all all 127.0.0.1/32 scram-sha-256
                  - host replication all 127.0.0.1/32 scram-sha-256
                postgresql:
                  listen: 127.0.0.1:%5$d
                  connect_address: 127.0.0.1:%5$d
                  data_dir: %6$s/data
                  bin_dir: %7$s
                  pgpass: %6$s/pgpass
                  authentication:
                    superuser:
                      username: %8$s
                      password: %8$s
                    replication:
                      username: replicator
                      password: replicator
                  parameters:
                    fsync: 'off'
                    shared_buffers: 16MB
                    password_encryption: scram-sha-256
                    unix_socket_directories: ''
                """.formatted(name, restPort, etcdPort, synchronous, port, room, System.getProperty("postgres.bin"), SUPERUSER);
    }

    void start() {
        daemon = Daemon.start(workplace, room, workplace.log(name), room.resolve("data/postmaster.pid"),
                List.of(Tool.PATRONI.command(), room.resolve("patroni.yml").toString()));
    }

    /** Patroni and its server at once, with -9: what is left when a machine dies. */
    void kill() throws InterruptedException {
        ProcessHandle server = Daemon.handle(room.resolve("data/postmaster.pid"));
        daemon.program().destroyForcibly();
        new ProcessTree(server, room.resolve("frozen")).kill();
        Waiting.until(name + " is dead", () -> !server.isAlive() && !daemon.isRunning());
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    int restPort() {
        return restPort;
    }

    String rest(String path) {
        return "http://127.0.0.1:" + restPort + path;
    }

    boolean isPrimary() {
        return answers("/primary");
    }

    /** Whether its server runs as a replica. */
    boolean isReplica() {
        return answers("/replica");
    }

    private boolean answers(String path) {
        try {
            return Http.status("GET", rest(path), "") == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, SUPERUSER, SUPERUSER);
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
    }
}
