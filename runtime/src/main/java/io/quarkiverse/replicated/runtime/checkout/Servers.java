package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.Acquisition;
import io.quarkiverse.replicated.runtime.pool.Permit;
import io.quarkiverse.replicated.runtime.pool.PoolEntrance;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * The servers of one routed group, each with its pool: the primary, and the replicas whose datasources are active. Immutable.
 */
public final class Servers {

    private final List<Server> servers = new ArrayList<>();
    // Both are indexed by server.
    private final AgroalDataSource[] pools;
    private final boolean[] entrances;

    /**
     * @param replicas the replicas' pools by the names of their datasources, in the order of the configuration
     * @param entrances opens the entrance of each pool that needs one
     */
    public Servers(String primaryName, AgroalDataSource primaryPool, Map<String, AgroalDataSource> replicas,
            BiPredicate<String, AgroalDataSource> entrances) {
        List<AgroalDataSource> all = new ArrayList<>();
        servers.add(new Server(Target.PRIMARY, primaryName, 0));
        all.add(primaryPool);
        replicas.forEach((name, pool) -> {
            servers.add(new Server(Target.REPLICA, name, servers.size()));
            all.add(pool);
        });
        pools = all.toArray(AgroalDataSource[]::new);
        this.entrances = new boolean[pools.length];
        forEach((server, pool) -> this.entrances[server.index()] = entrances.test(server.dataSource(), pool));
    }

    public Server primary() {
        return servers.get(0);
    }

    /** All servers, the primary first, then the replicas in the order of the configuration. */
    public List<Server> all() {
        return List.copyOf(servers);
    }

    /** The replicas in the order of the configuration. */
    public List<Server> replicas() {
        return List.copyOf(servers.subList(1, servers.size()));
    }

    boolean hasSeveralReplicas() {
        return pools.length > 2;
    }

    public AgroalDataSource pool(Server server) {
        return pools[server.index()];
    }

    public List<AgroalDataSource> pools() {
        return List.of(pools);
    }

    public void forEach(BiConsumer<Server, AgroalDataSource> action) {
        servers.forEach(it -> action.accept(it, pool(it)));
    }

    /** Whether a {@link PoolEntrance} prepares the connections of this server. */
    boolean hasEntrance(Server server) {
        return entrances[server.index()];
    }

    /**
     * Takes a connection from the pool of this server. Only where nothing can have been sent on it before may Agroal make it
     * read-only, because Agroal puts a connection back if that fails, even one that is part of a JTA transaction.
     */
    public Connection connection(Server server, Access access) throws SQLException {
        AgroalDataSource pool = pool(server);
        return access == Access.WRITE ? pool.getConnection()
                : hasEntrance(server) ? Acquisition.take(access, Permit.NONE, pool::getConnection)
                        : pool.getReadOnlyConnection();
    }

    /**
     * Takes a connection again that is part of the open transaction. A connection to a replica refuses to write, whether or not
     * it was taken read-only.
     */
    Connection enlisted(Server server, Access access) throws SQLException {
        return server.target() == Target.REPLICA ? pool(server).getConnection() : connection(server, access);
    }
}
