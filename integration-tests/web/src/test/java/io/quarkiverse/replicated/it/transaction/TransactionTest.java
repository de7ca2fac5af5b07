package io.quarkiverse.replicated.it.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.bean.Reading;
import io.quarkiverse.replicated.it.bean.Writing;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkiverse.replicated.it.orm.SessionServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class TransactionTest {

    @Inject
    Transactions transactions;

    @Inject
    Reading reading;

    @Inject
    Writing writing;

    @Inject
    SessionServer session;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Test
    void jdbcAndHibernateShareTheServer() throws Exception {
        assertThat(requests.get(() -> transactions.required(() -> where.tell() + ", " + session.ask() + ", " + where.tell())))
                .isEqualTo("replica HTTP_METHOD, replica, replica OPEN_TRANSACTION");
        assertThat(requests.post(() -> transactions.required(() -> session.ask() + ", " + where.tell())))
                .isEqualTo("primary, primary OPEN_TRANSACTION");
    }

    @Test
    void innerRequiredStaysOnServerOfOuter() throws Exception {
        String answers = requests.get(() -> transactions.required(() -> where.tell() + ", "
                + transactions.required(where::tell)));

        assertThat(answers).isEqualTo("replica HTTP_METHOD, replica OPEN_TRANSACTION");
    }

    @Test
    void requiresNewIsRoutedAfreshAndOuterReturns() throws Exception {
        String answers = requests.get(() -> transactions.required(() -> where.tell() + ", "
                + writing.call(() -> transactions.requiresNew(() -> where.tell() + ", " + where.tell())) + ", "
                + where.tell()));

        assertThat(answers).isEqualTo("replica HTTP_METHOD, primary ANNOTATION, primary OPEN_TRANSACTION, "
                + "replica OPEN_TRANSACTION");
    }

    @Test
    void notSupportedIsRoutedAfreshAndOuterReturns() throws Exception {
        String answers = requests.get(() -> transactions.required(() -> where.tell() + ", "
                + writing.call(() -> transactions.notSupported(() -> where.tell() + ", " + where.tell())) + ", "
                + where.tell()));

        assertThat(answers).isEqualTo("replica HTTP_METHOD, primary ANNOTATION, primary ANNOTATION, "
                + "replica OPEN_TRANSACTION");
    }

    @Test
    void rollbackEndsTheStay() throws Exception {
        String answer = requests.get(() -> {
            assertThatThrownBy(() -> transactions.required(() -> {
                throw new IllegalStateException(where.tell());
            })).hasMessage("replica HTTP_METHOD");
            return writing.call(() -> transactions.required(where::tell));
        });

        assertThat(answer).isEqualTo("primary ANNOTATION");
    }

    @Test
    void transactionMarkedForRollbackStaysOnItsServer() throws Exception {
        String answers = requests.get(() -> transactions.required(() -> {
            String before = where.tell();
            QuarkusTransaction.setRollbackOnly();
            return before + ", " + where.tell();
        }));

        assertThat(answers).isEqualTo("replica HTTP_METHOD, replica OPEN_TRANSACTION");
    }

    @Test
    void programmaticTransactionIsRoutedAfresh() throws Exception {
        String answers = requests.get(() -> QuarkusTransaction.requiringNew().call(() -> where.tell() + ", "
                + writing.call(() -> QuarkusTransaction.requiringNew().call(where::tell)) + ", " + where.tell()));

        assertThat(answers).isEqualTo("replica HTTP_METHOD, primary ANNOTATION, replica OPEN_TRANSACTION");
    }

    @Test
    void readerInsideOfWritingTransactionStaysOnPrimary() throws Exception {
        String answers = requests.post(() -> transactions.required(() -> where.tell() + ", " + reading.call(where::tell)));

        assertThat(answers).isEqualTo("primary HTTP_METHOD, primary OPEN_TRANSACTION");
    }

    @Test
    void annotatedCallBeforeTheFirstConnectionDecidesForTheWholeTransaction() throws Exception {
        String answers = requests.get(() -> transactions.required(() -> writing.call(where::tell) + ", " + where.tell()));

        assertThat(answers).isEqualTo("primary ANNOTATION, primary OPEN_TRANSACTION");
    }
}
