package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ChangesDatabase;

@ApplicationScoped
@ChangesDatabase
public class Writer {

    @Inject
    AgroalDataSource dataSource;

    public void write(long id, long version) {
        try (Connection connection = dataSource.getConnection()) {
            Documents.write(connection, id, version);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void writeInItsOwnTransaction(long id, long version) {
        write(id, version);
    }

    public void writeOnARawThread(long id, long version) {
        CompletableFuture.runAsync(() -> write(id, version), task -> new Thread(task).start()).join();
    }

    /** Keeps the connection for as long as the other code takes. */
    public <T> T writeAndCall(long id, long version, SqlCallable<T> other) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Documents.write(connection, id, version);
            return other.call();
        }
    }

    interface SqlCallable<T> {

        T call() throws SQLException;
    }
}
