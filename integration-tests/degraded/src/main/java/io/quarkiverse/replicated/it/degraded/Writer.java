package io.quarkiverse.replicated.it.degraded;

import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.ChangesDatabase;

@ApplicationScoped
public class Writer {

    @Inject
    AgroalDataSource dataSource;

    @ChangesDatabase
    public void write() throws SQLException {
        dataSource.getConnection().close();
    }
}
