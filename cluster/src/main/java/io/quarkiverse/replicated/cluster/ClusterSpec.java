package io.quarkiverse.replicated.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The settings of the builder, checked.
 */
record ClusterSpec(int replicas, PostgresBinaries binaries, String database, String user, String password,
        Map<String, Integer> ports, Map<String, String> settings, Duration startTimeout) {

    /** Settings that would break what the cluster promises. */
    private static final Set<String> OWN = Set.of("listen_addresses", "port", "unix_socket_directories", "cluster_name",
            "primary_conninfo", "data_directory", "config_file", "hba_file", "ident_file");

    ClusterSpec {
        ports = Map.copyOf(ports);
        require(replicas >= 0, "replicas must not be negative: " + replicas);
        requireName("database", database);
        requireName("user", user);
        require(!user.startsWith("pg_"), "PostgreSQL reserves user names that begin with pg_: " + user);
        // The bootstrap superuser owns the extension plpgsql. PostgreSQL refuses these characters in the owner of an extension.
        require(user.chars().noneMatch(c -> "\"$'\\".indexOf(c) >= 0), "user must not hold any of \"$'\\: " + user);
        require(!password.isEmpty() && password.chars().noneMatch(Character::isISOControl),
                "password must not be empty or contain control characters");
        ports.forEach(ClusterSpec::requirePort);
        settings.keySet().forEach(ClusterSpec::requireSetting);
        require(startTimeout.compareTo(Duration.ZERO) > 0, "startTimeout must be positive: " + startTimeout);
    }

    /** Checks the name of a setting, of the builder or of one that is changed later. */
    static void requireSetting(String name) {
        require(name.matches("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)*"), "Not the name of a setting: " + name);
        require(!OWN.contains(name.toLowerCase()), "The cluster itself decides on " + name
                + "; use port(node, port) for a port, follow(node) for primary_conninfo");
    }

    int port(String node) {
        return ports.getOrDefault(node, 0);
    }

    private static void requirePort(String node, int port) {
        require(node.equals("primary") || node.matches("replica-[1-9][0-9]*"),
                "No node has the name '" + node + "'; they are primary, replica-1, replica-2 and so on");
        require(port > 0 && port < 65536, "Not a port for " + node + ": " + port);
    }

    private static void requireName(String what, String name) {
        require(!name.isBlank() && name.chars().noneMatch(Character::isISOControl)
                && name.getBytes(StandardCharsets.UTF_8).length <= 63,
                what + " must have 1 to 63 bytes and no control characters: '" + name + "'");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return replicas + " replica(s), database " + database + ", user " + user;
    }
}
