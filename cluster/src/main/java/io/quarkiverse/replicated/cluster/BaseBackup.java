package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * Copies the data directory of a running server, as pg_basebackup does. The bundled binaries lack that program.
 *
 * @see <a href="https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP">Making a
 *      Base Backup Using the Low Level API</a>
 */
final class BaseBackup {

    private static final Set<String> LEFT_EMPTY = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial",
            "pg_snapshots", "pg_stat_tmp", "pg_subtrans");
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "standby.signal",
            "recovery.signal", "backup_label", "tablespace_map", "postgresql.auto.conf.tmp");

    private BaseBackup() {
    }

    static void take(PostgresNode from, NodeDirectory source, NodeDirectory target, Duration limit) {
        // PostgreSQL wants both calls in one session.
        try (AdminConnection connection = AdminConnection.open(from, limit)) {
            connection.ask("SELECT pg_backup_start('quarkus-replicated', true)");
            FileTree.copy(source.data(), target.data(), BaseBackup::belongs);
            String label = connection.ask("SELECT labelfile FROM pg_backup_stop(false)");
            Files.writeString(target.data().resolve("backup_label"), label);
            Files.createDirectories(target.data().resolve("pg_wal").resolve("archive_status"));
        } catch (SQLException e) {
            throw from.failure("gave no base backup", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean belongs(Path relative) {
        String name = relative.getFileName().toString();
        return !(relative.getNameCount() > 1 && LEFT_EMPTY.contains(relative.getName(0).toString()))
                && !LEFT_OUT.contains(name) && !name.startsWith("pgsql_tmp") && !name.startsWith("pg_internal.init");
    }
}
