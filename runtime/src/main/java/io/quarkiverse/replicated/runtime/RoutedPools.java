package io.quarkiverse.replicated.runtime;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.replica.Database;

/** The servers that routes lead to, each with its pool: the primary, and the replicas that are active. */
final class RoutedPools {

    private record Server(Database database, AgroalDataSource pool) {
    }

    private final Server primary;
    private final Map<String, Server> byName = new LinkedHashMap<>();
    private final Map<Database, AgroalDataSource> replicas = new LinkedHashMap<>();

    RoutedPools(String primaryName, AgroalDataSource primaryPool, Map<String, AgroalDataSource> replicas) {
        primary = new Server(new Database(Target.PRIMARY, primaryName), primaryPool);
        byName.put(primaryName, primary);
        replicas.forEach((name, pool) -> {
            Server replica = new Server(new Database(Target.REPLICA, name), pool);
            byName.put(name, replica);
            this.replicas.put(replica.database, pool);
        });
    }

    AgroalDataSource primary() {
        return primary.pool;
    }

    Database primaryDatabase() {
        return primary.database;
    }

    Collection<AgroalDataSource> all() {
        return byName.values().stream().map(Server::pool).toList();
    }

    /** The replicas in the order of the configuration. */
    Map<Database, AgroalDataSource> replicas() {
        return replicas;
    }

    AgroalDataSource pool(Route route) {
        return route.target() == Target.PRIMARY ? primary.pool : byName.get(route.dataSource()).pool;
    }

    AgroalDataSource pool(Database database) {
        return byName.get(database.dataSource()).pool;
    }

    void forEach(BiConsumer<Database, AgroalDataSource> action) {
        byName.values().forEach(it -> action.accept(it.database, it.pool));
    }

    Database database(Route route) {
        return route.target() == Target.PRIMARY ? primary.database : byName.get(route.dataSource()).database;
    }
}
