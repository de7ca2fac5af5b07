package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.SQLException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.UseReplica;

@ApplicationScoped
@UseReplica(readYourWrites = true)
public class Archive {

    @Inject
    AgroalDataSource dataSource;

    public String read(long id) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Documents.read(connection, id);
        }
    }
}
