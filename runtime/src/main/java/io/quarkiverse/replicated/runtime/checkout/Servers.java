package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.pool.Access;
import io.quarkiverse.replicated.runtime.pool.Acquisition;
import io.quarkiverse.replicated.runtime.server.Server;

/**
 * The servers of one routed group, each with its pool: the primary, and the replicas whose datasources are active. Immutable.
 */
public final class Servers {

    private final List<Server> servers = new ArrayList<>();
    // Indexed by server.
    private final AgroalDataSource[] pools;

    /** @param replicas the replicas' pools by the names of their datasources, in the order of the configuration */
    public Servers(String primaryName, AgroalDataSource primaryPool, Map<String, AgroalDataSource> replicas) {
        List<AgroalDataSource> all = new ArrayList<>();
        servers.add(new Server(Target.PRIMARY, primaryName, 0));
        all.add(primaryPool);
        replicas.forEach((name, pool) -> {
            servers.add(new Server(Target.REPLICA, name, servers.size()));
            all.add(pool);
        });
        pools = all.toArray(AgroalDataSource[]::new);
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

    Connection connection(Server server, Access access) throws SQLException {
        AgroalDataSource pool = pool(server);
        return access == Access.WRITE ? pool.getConnection()
                : server.target() == Target.PRIMARY ? Acquisition.readOnly(pool::getReadOnlyConnection)
                        : pool.getReadOnlyConnection();
    }

    /** Returns a connection that is of no use. If closing it fails, {@code because} remains the exception that is reported. */
    static void giveBack(Connection connection, Exception because) {
        try {
            connection.close();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
