package io.quarkiverse.replicated.it.topologies;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;

/** A primary and two replicas behind a PgBouncer with the databases {@link #PRIMARY} and {@link #REPLICA}. */
final class PooledServers implements Servers {

    static final String PRIMARY = "prim";
    static final String REPLICA = "repl";

    final PostgresCluster cluster;
    final PgBouncer pooler;
    private final PgBouncer.Mode mode;
    final PostgresNode first;
    final PostgresNode second;

    PooledServers(Workplace workplace, PgBouncer.Mode mode) throws SQLException {
        this.mode = mode;
        cluster = DirectServers.startCluster(2);
        first = cluster.replica(0);
        second = cluster.replica(1);
        try {
            pooler = new PgBouncer(workplace, mode, Map.of(PRIMARY, target(cluster.primary()), REPLICA, target(first)));
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Clients of this database of the pooler come to that server from now on. */
    void lead(String database, PostgresNode node) throws IOException, InterruptedException {
        pooler.lead(database, target(node));
    }

    /** The same, as the manual of PgBouncer does it: while all clients wait. */
    void leadInAPause(String database, PostgresNode node) throws IOException, InterruptedException {
        pooler.pause(database);
        pooler.lead(database, target(node));
        pooler.resume(database);
    }

    String target(PostgresNode node) {
        return "host=127.0.0.1 port=" + node.port() + " dbname=" + cluster.database();
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Documents.dataSource("master", pooler.jdbcUrl(PRIMARY)));
        settings.putAll(Documents.dataSource("replica", pooler.jdbcUrl(REPLICA)));
        return settings;
    }

    @Override
    public Connection primary() throws SQLException {
        return cluster.primary().connect();
    }

    @Override
    public boolean haveSessions() {
        return mode == PgBouncer.Mode.SESSION;
    }

    @Override
    public void close() {
        pooler.close();
        cluster.close();
    }
}
