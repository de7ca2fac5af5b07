package io.quarkiverse.replicated.it.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.bean.Writing;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkiverse.replicated.it.orm.SessionServer;
import io.quarkiverse.replicated.it.orm.Visit;
import io.quarkiverse.replicated.it.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;

/**
 * Annotated code that writes through a Hibernate session which already reads from a replica. The session keeps its connection
 * and asks for no other, so no checkout can be refused; the database refuses the write.
 */
@QuarkusTest
class RefusedFlushTest {

    @Inject
    Transactions transactions;

    @Inject
    Writing writing;

    @Inject
    SessionServer session;

    @Inject
    Requests requests;

    @Test
    void databaseRefusesAndLogNamesMethodAndCureOnce() throws Exception {
        try (Warnings warnings = new Warnings()) {
            for (int call = 0; call < 3; call++) {
                assertThat(catchThrowable(this::writeInReadingTransaction)).rootCause()
                        .isInstanceOfSatisfying(SQLException.class, it -> assertThat(it.getSQLState()).isEqualTo("25006"));
            }

            assertThat(warnings.about(Writing.class.getName() + "#call")).singleElement().asString()
                    .contains("'replica'", "REQUIRES_NEW", "@ChangesDatabase");
        }
    }

    private void writeInReadingTransaction() throws Exception {
        requests.get(() -> transactions.required(() -> {
            assertThat(session.ask()).isEqualTo("replica");
            return writing.call(() -> {
                Visit.of("refused").persistAndFlush();
                return null;
            });
        }));
    }
}
