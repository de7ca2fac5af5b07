package io.quarkiverse.replicated.runtime.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.pool.PrimaryPool;
import io.quarkiverse.replicated.runtime.server.Server;

/** The servers that routes lead to, each with its pool: the primary, and the replicas that are active. */
public final class Servers {

    private record Pool(Server database, AgroalDataSource pool) {
    }

    private final Pool primary;
    // Few, and a route is known by its identity: looked through faster than a map.
    private final Pool[] servers;
    private final Map<Server, AgroalDataSource> replicas = new LinkedHashMap<>();

    public Servers(String primaryName, AgroalDataSource primaryPool, Map<String, AgroalDataSource> replicas) {
        primary = new Pool(new Server(Target.PRIMARY, primaryName), primaryPool);
        replicas.forEach((name, pool) -> this.replicas.put(new Server(Target.REPLICA, name), pool));
        servers = Stream.concat(Stream.of(primary),
                this.replicas.entrySet().stream().map(it -> new Pool(it.getKey(), it.getValue()))).toArray(Pool[]::new);
    }

    public AgroalDataSource primary() {
        return primary.pool;
    }

    public Server primaryDatabase() {
        return primary.database;
    }

    Collection<AgroalDataSource> all() {
        return Stream.of(servers).map(Pool::pool).toList();
    }

    /** The primary first. */
    public List<Server> databases() {
        return Stream.of(servers).map(Pool::database).toList();
    }

    /** All routes there can be. */
    public Stream<Route> routes() {
        return databases().stream().flatMap(it -> Stream.of(Reason.values()).map(it::because));
    }

    /** The replicas in the order of the configuration. */
    public Map<Server, AgroalDataSource> replicas() {
        return replicas;
    }

    AgroalDataSource pool(Route route) {
        return server(route).pool;
    }

    Connection connection(Route route, boolean readOnly) throws SQLException {
        AgroalDataSource pool = pool(route);
        return !readOnly ? pool.getConnection()
                : route.target() == Target.PRIMARY ? PrimaryPool.readOnly(pool::getReadOnlyConnection)
                        : pool.getReadOnlyConnection();
    }

    Server database(Route route) {
        return server(route).database;
    }

    public AgroalDataSource pool(Server database) {
        return database == primary.database ? primary.pool : replicas.get(database);
    }

    public void forEach(BiConsumer<Server, AgroalDataSource> action) {
        for (Pool server : servers) {
            action.accept(server.database, server.pool);
        }
    }

    private Pool server(Route route) {
        for (Pool server : servers) {
            if (server.database.isReachedBy(route)) {
                return server;
            }
        }
        throw new IllegalArgumentException("No server is here for " + route);
    }
}
