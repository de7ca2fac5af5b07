package io.quarkiverse.replicated.runtime;

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
import io.quarkiverse.replicated.runtime.replica.Database;

/** The servers that routes lead to, each with its pool: the primary, and the replicas that are active. */
final class RoutedPools {

    private record Server(Database database, AgroalDataSource pool) {
    }

    private final Server primary;
    // Few, and a route is known by its identity: looked through faster than a map.
    private final Server[] servers;
    private final Map<Database, AgroalDataSource> replicas = new LinkedHashMap<>();

    RoutedPools(String primaryName, AgroalDataSource primaryPool, Map<String, AgroalDataSource> replicas) {
        primary = new Server(new Database(Target.PRIMARY, primaryName), primaryPool);
        replicas.forEach((name, pool) -> this.replicas.put(new Database(Target.REPLICA, name), pool));
        servers = Stream.concat(Stream.of(primary),
                this.replicas.entrySet().stream().map(it -> new Server(it.getKey(), it.getValue()))).toArray(Server[]::new);
    }

    AgroalDataSource primary() {
        return primary.pool;
    }

    Database primaryDatabase() {
        return primary.database;
    }

    Collection<AgroalDataSource> all() {
        return Stream.of(servers).map(Server::pool).toList();
    }

    /** The primary first. */
    List<Database> databases() {
        return Stream.of(servers).map(Server::database).toList();
    }

    /** All routes there can be. */
    Stream<Route> routes() {
        return databases().stream().flatMap(it -> Stream.of(Reason.values()).map(it::because));
    }

    /** The replicas in the order of the configuration. */
    Map<Database, AgroalDataSource> replicas() {
        return replicas;
    }

    AgroalDataSource pool(Route route) {
        return server(route).pool;
    }

    Connection connection(Route route, boolean readOnly) throws SQLException {
        AgroalDataSource pool = pool(route);
        return !readOnly ? pool.getConnection()
                : route.target() == Target.PRIMARY ? CommitCapture.readOnly(pool::getReadOnlyConnection)
                        : pool.getReadOnlyConnection();
    }

    Database database(Route route) {
        return server(route).database;
    }

    AgroalDataSource pool(Database database) {
        return database == primary.database ? primary.pool : replicas.get(database);
    }

    void forEach(BiConsumer<Database, AgroalDataSource> action) {
        for (Server server : servers) {
            action.accept(server.database, server.pool);
        }
    }

    private Server server(Route route) {
        for (Server server : servers) {
            if (server.database.isReachedBy(route)) {
                return server;
            }
        }
        throw new IllegalArgumentException("No server is here for " + route);
    }
}
