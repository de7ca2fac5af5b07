package io.quarkiverse.replicated.it.topologies;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.cluster.StopMode;
import io.quarkiverse.replicated.it.harness.RandomLag;
import io.quarkiverse.replicated.it.topologies.PgBouncer.Mode;

/** Behind PgBouncer, where a connection of the application may lead to one server after the other. */
final class PoolerScenarios {

    private static final Set<Tool> NEEDS = Set.of(Tool.PGBOUNCER, Tool.PSQL);
    private static final String POOLER = "quarkus.replicated.pooler";
    private static final Scenario.Start<PooledServers> SESSION = it -> new PooledServers(it, Mode.SESSION);
    private static final Scenario.Start<PooledServers> TRANSACTION = it -> new PooledServers(it, Mode.TRANSACTION);

    // The hosts of one database have one port: the second replica gets a second address with the port of the first.
    private static final String SECOND_HOST = "127.0.0.2";

    static final List<Scenario<?>> ALL = List.of(
            transaction("1a", "replay paused by chance", PoolerScenarios::pauseFirst),
            transaction("1c", "read-only-fallback=false, replay paused by chance", PoolerScenarios::pauseFirst)
                    .with("quarkus.replicated.read-only-fallback", "false"),
            transaction("1d", "the replica's database RELOADed to a later replica and back", (servers, stage) -> {
                while (stage.hasTimeLeft()) {
                    servers.second.pauseReplay();
                    Waiting.pass(Duration.ofMillis(700));
                    servers.lead(PooledServers.REPLICA, servers.second);
                    Waiting.pass(Duration.ofMillis(1500));
                    servers.lead(PooledServers.REPLICA, servers.first);
                    servers.second.resumeReplay();
                    Waiting.pass(Duration.ofMillis(800));
                }
            }),
            transaction("1e", "PAUSE, RELOAD and RESUME of the replica's database to a replica 2 s late and back",
                    (servers, stage) -> {
                        servers.second.applyDelay(Duration.ofSeconds(2));
                        while (stage.hasTimeLeft()) {
                            Waiting.pass(Duration.ofSeconds(2));
                            servers.leadInAPause(PooledServers.REPLICA, servers.second);
                            Waiting.pass(Duration.ofSeconds(2));
                            servers.leadInAPause(PooledServers.REPLICA, servers.first);
                        }
                    }),
            transaction("1f", "the primary's database RELOADed to a late replica for 3 s", (servers, stage) -> {
                stage.pass(1 / 4.0);
                servers.second.pauseReplay();
                Waiting.pass(Duration.ofSeconds(1));
                PostgresNode primary = servers.cluster.primary();
                servers.lead(PooledServers.PRIMARY, servers.second);
                Waiting.pass(Duration.ofSeconds(3));
                servers.lead(PooledServers.PRIMARY, primary);
                servers.second.resumeReplay();
                stage.rest();
            }),
            transaction("1g", "two replicas behind one database in turn, the second paused by chance",
                    PoolerScenarios::leadToBoth),
            transaction("1j", "the replica killed with -9, started 5 s later", PoolerScenarios::crash),
            transaction("1k", "PgBouncer restarted", (servers, stage) -> {
                stage.pass(1 / 3.0);
                servers.pooler.restart();
                stage.rest();
            }),
            session("1m", "replay paused by chance", PoolerScenarios::pauseFirst),
            session("1n", "pooler=session, the replica's database RELOADed to a late replica", (servers, stage) -> {
                servers.second.applyDelay(Duration.ofSeconds(2));
                stage.pass(1 / 3.0);
                servers.lead(PooledServers.REPLICA, servers.second);
                stage.rest();
            }).with(POOLER, "session"),
            session("1o", "pooler=session, the replica killed with -9, started 5 s later", PoolerScenarios::crash).with(POOLER,
                    "session"),
            session("1p", "pooler=session, two replicas behind one database in turn, the second paused by chance",
                    PoolerScenarios::leadToBoth)
                    .with(POOLER, "session"),
            transaction("1q", "failover behind the pooler (PAUSE, stop, promote, RELOAD, RESUME), "
                    + "then the replica's WAL receiver cut for 5 s", PoolerScenarios::failOver));

    private PoolerScenarios() {
    }

    private static Scenario<PooledServers> transaction(String id, String what, Scenario.Event<PooledServers> event) {
        return Scenario.of(id, "PgBouncer, transaction mode: " + what, NEEDS, TRANSACTION, event);
    }

    private static Scenario<PooledServers> session(String id, String what, Scenario.Event<PooledServers> event) {
        return Scenario.of(id, "PgBouncer, session mode: " + what, NEEDS, SESSION, event);
    }

    private static void pauseFirst(PooledServers servers, Stage stage) throws Exception {
        try (RandomLag late = new RandomLag(servers.first)) {
            stage.rest();
        }
    }

    private static void leadToBoth(PooledServers servers, Stage stage) throws Exception {
        try (Relay relay = new Relay(SECOND_HOST, servers.first.port(), servers.second.port());
                RandomLag late = new RandomLag(servers.second)) {
            servers.pooler.lead(PooledServers.REPLICA,
                    servers.target(servers.first).replace("host=127.0.0.1", "host=127.0.0.1," + SECOND_HOST));
            stage.rest();
        }
    }

    private static void crash(PooledServers servers, Stage stage) {
        stage.pass(1 / 3.0);
        servers.first.kill();
        Waiting.pass(Duration.ofSeconds(5));
        servers.first.start();
        stage.rest();
    }

    private static void failOver(PooledServers servers, Stage stage) throws Exception {
        stage.pass(1 / 4.0);
        servers.pooler.pause(PooledServers.PRIMARY);
        servers.cluster.primary().stop(StopMode.FAST);
        servers.cluster.promote(servers.second);
        servers.lead(PooledServers.PRIMARY, servers.second);
        servers.pooler.resume(PooledServers.PRIMARY);
        stage.pass(1 / 4.0);
        configure(servers.first, "ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=1'");
        Waiting.pass(Duration.ofSeconds(5));
        configure(servers.first, "ALTER SYSTEM RESET primary_conninfo");
        stage.rest();
    }

    private static void configure(PostgresNode node, String sql) throws Exception {
        try (Connection connection = node.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
            statement.execute("SELECT pg_reload_conf()");
        }
    }
}
