package io.quarkiverse.replicated.it.topologies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What Debian has to give. The script {@code run} looks for all of it, and hands on which packages are missing. */
enum Tool {

    PGBOUNCER("pgbouncer", "pgbouncer"),
    /** For PgBouncer's console. */
    PSQL("postgresql-client", "psql"),
    PATRONI("patroni", "patroni"),
    ETCD("etcd-server", "etcd"),
    HAPROXY("haproxy", "haproxy"),
    /** Beside Patroni only; other servers come from the cluster module. */
    POSTGRESQL("postgresql", System.getProperty("postgres.bin", "") + "/postgres");

    private static final List<String> MISSING = List.of(System.getProperty("missing", "").split(" "));

    private final String debianPackage;
    private final String command;

    Tool(String debianPackage, String command) {
        this.debianPackage = debianPackage;
        this.command = command;
    }

    String debianPackage() {
        return debianPackage;
    }

    String command() {
        return command;
    }

    boolean isMissing() {
        return MISSING.contains(debianPackage);
    }

    /** The first line of what it says of its version. */
    String version() {
        try {
            Process process = new ProcessBuilder(command, this == HAPROXY ? "-v" : "--version").redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes()).lines().findFirst().orElse("unknown").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
