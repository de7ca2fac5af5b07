package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;

/** Commits for all requests on one thread, with one connection that it never gives back. Starts with the first write. */
@Singleton
public class WriterThread {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread own = new Thread(task, "writer-thread");
        own.setDaemon(true);
        return own;
    });

    @Inject
    AgroalDataSource dataSource;

    // Only used by the thread.
    private Connection connection;

    CompletableFuture<String> write(long id, long version) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                if (connection == null) {
                    connection = dataSource.getConnection();
                    connection.setAutoCommit(false);
                }
                Documents.write(connection, id, version);
                connection.commit();
                return "written";
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }, thread);
    }

    /** Gives the connection back after all. */
    CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(() -> {
            try {
                if (connection != null) {
                    connection.close();
                    connection = null;
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }, thread);
    }
}
