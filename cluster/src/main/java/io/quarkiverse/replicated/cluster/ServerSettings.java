package io.quarkiverse.replicated.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.replicated.cluster.process.Platform;

/**
 * The postgresql.conf of all servers. It makes them small and fast, and only this machine can reach them.
 */
final class ServerSettings {

    // https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN
    private static final Set<String> NOT_LOWER_ON_STANDBYS = Set.of("max_connections", "max_prepared_transactions",
            "max_locks_per_transaction", "max_wal_senders", "max_worker_processes");

    private ServerSettings() {
    }

    /**
     * Whether some of the settings are in the control file. A standby compares them with the values of the primary in that
     * file. If no server has run on the directory yet, the file has the defaults. A standby copied from there refuses to start
     * with lower values.
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
        // The data survives kill -9 of a server, but not a crash of the machine.
        all.put("fsync", "off");
        all.put("shared_buffers", "16MB");
        all.put("jit", "off");
        if (!Platform.WINDOWS) {
            // This puts the memory into the data directory. In /dev/shm it would stay after kill -9, and containers have little space
            // there.
            all.put("dynamic_shared_memory_type", "mmap");
        }
        // How much a stopped replica may miss. Replication slots would have to move with each promotion.
        all.put("wal_keep_size", "256MB");
        // With the default, each reconnection would take 5 s.
        all.put("wal_retrieve_retry_interval", "100ms");
        all.put("wal_receiver_status_interval", "1s");
        all.put("hot_standby_feedback", "on");
        all.putAll(asked);
        return all;
    }
}
