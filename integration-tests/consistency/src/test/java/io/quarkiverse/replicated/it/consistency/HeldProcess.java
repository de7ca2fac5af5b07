package io.quarkiverse.replicated.it.consistency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.quarkiverse.replicated.cluster.PostgresNode;

/** A background process of a server that stands still (SIGSTOP) until this is closed. The server goes on without it. */
final class HeldProcess implements AutoCloseable {

    private final String pid;

    private HeldProcess(String pid) {
        this.pid = pid;
    }

    /** @param backendType as {@code pg_stat_activity} calls it, such as {@code walwriter} */
    static HeldProcess hold(PostgresNode server, String backendType) throws SQLException {
        HeldProcess held = new HeldProcess(pid(server, backendType));
        held.signal("STOP");
        return held;
    }

    private static String pid(PostgresNode server, String backendType) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement
                        .executeQuery("SELECT pid FROM pg_stat_activity WHERE backend_type = '" + backendType + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    private void signal(String name) {
        try {
            // The shell has 'kill' built in, and slim images have no other.
            int status = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("Process " + pid + " got no SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        signal("CONT");
    }
}
