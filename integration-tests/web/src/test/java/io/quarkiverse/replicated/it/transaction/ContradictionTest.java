package io.quarkiverse.replicated.it.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.bean.Writing;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

/** Code that wants to write, inside of a transaction that reads from a replica. */
@QuarkusTest
class ContradictionTest {

    // "Invalid transaction state", ISO/IEC 9075
    private static final String INVALID_TRANSACTION_STATE = "25000";

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Transactions transactions;

    @Inject
    Writing writing;

    @Inject
    Replication replication;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Test
    void checkoutFailsAndNamesMethodAndCure() throws Exception {
        SQLException refusal = inReadingTransaction(() -> transactions.writing(this::checkout));

        assertThat((Throwable) refusal).hasMessageContaining(Transactions.class.getName() + "#writing")
                .hasMessageContaining("'replica'")
                .hasMessageContaining("REQUIRES_NEW")
                .hasMessageContaining("@ChangesDatabase");
        assertThat(refusal.getSQLState()).isEqualTo(INVALID_TRANSACTION_STATE);
    }

    @Test
    void checkoutFailsAlsoInBeanWithoutTransactionOfItsOwn() throws Exception {
        assertThat((Throwable) inReadingTransaction(() -> writing.call(this::checkout)))
                .hasMessageContaining(Writing.class.getName() + "#call");
    }

    @Test
    void checkoutFailsAlsoInProgrammaticScope() throws Exception {
        assertThat((Throwable) inReadingTransaction(() -> replication.callOnPrimary(this::checkout)))
                .hasMessageContaining("Replication runs on the primary");
    }

    @Test
    void enteringWithoutCheckoutIsNoContradiction() throws Exception {
        String answers = requests.get(() -> transactions.required(() -> where.tell() + ", "
                + writing.call(() -> "no checkout") + ", " + where.tell()));

        assertThat(answers).isEqualTo("replica HTTP_METHOD, no checkout, replica OPEN_TRANSACTION");
    }

    @Test
    void transactionOfItsOwnIsTheCure() throws Exception {
        String answers = requests.get(() -> transactions.required(() -> where.tell() + ", "
                + transactions.writingInNew(where::tell) + ", " + where.tell()));

        assertThat(answers).isEqualTo("replica HTTP_METHOD, primary ANNOTATION, replica OPEN_TRANSACTION");
    }

    /** The exception that {@code code} gets, inside of a transaction that goes on reading afterwards. */
    private SQLException inReadingTransaction(Callable<?> code) throws Exception {
        return requests.get(() -> QuarkusTransaction.requiringNew().call(() -> {
            assertThat(where.tell()).isEqualTo("replica HTTP_METHOD");
            SQLException refusal = catchThrowableOfType(SQLException.class, code::call);
            assertThat(where.ask()).isEqualTo("replica");
            return refusal;
        }));
    }

    private Void checkout() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return null;
        }
    }
}
