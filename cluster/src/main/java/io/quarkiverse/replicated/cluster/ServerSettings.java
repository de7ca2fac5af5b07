package io.quarkiverse.replicated.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * postgresql.conf of all servers: small, quick, and reachable from this machine only.
 */
final class ServerSettings {

    // https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN
    private static final Set<String> NOT_LOWER_ON_STANDBYS = Set.of("max_connections", "max_prepared_transactions",
            "max_locks_per_transaction", "max_wal_senders", "max_worker_processes");

    private ServerSettings() {
    }

    /**
     * A standby compares these with what its control file says of the primary. The file of a directory that no server has run
     * on yet has the defaults, so a standby copied from there would refuse to start with lower ones.
     */
    static boolean areInControlFile(Map<String, String> asked) {
        return asked.keySet().stream().anyMatch(NOT_LOWER_ON_STANDBYS::contains);
    }

    static String text(Map<String, String> asked) {
        StringBuilder text = new StringBuilder("\n");
        all(asked).forEach((name, value) -> text.append(name).append(" = ").append(Quote.setting(value)).append('\n'));
        return text.append("include_if_exists = 'upstream.conf'\n").toString();
    }

    private static Map<String, String> all(Map<String, String> asked) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        // outlives kill -9 of a server, not a crash of the machine
        all.put("fsync", "off");
        all.put("shared_buffers", "16MB");
        all.put("jit", "off");
        if (!Platform.WINDOWS) {
            // in the data directory: in /dev/shm it would outlive kill -9, and containers have little of that
            all.put("dynamic_shared_memory_type", "mmap");
        }
        // what a stopped replica may miss; instead of replication slots, which would have to move with each promotion
        all.put("wal_keep_size", "256MB");
        // the default of 5 s is how long each reconnection would take
        all.put("wal_retrieve_retry_interval", "100ms");
        all.put("wal_receiver_status_interval", "1s");
        all.put("hot_standby_feedback", "on");
        all.putAll(asked);
        return all;
    }
}
