package io.quarkiverse.replicated.it.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkiverse.replicated.it.orm.Note;
import io.quarkiverse.replicated.it.orm.Visit;
import io.quarkus.test.junit.QuarkusTest;

/** What transactions leave on the primary. */
@QuarkusTest
class TransactionalWriteTest {

    @Inject
    Transactions transactions;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    private final String name = UUID.randomUUID().toString();

    @Test
    void commitIsOnPrimary() throws Exception {
        requests.post(() -> transactions.required(() -> {
            Visit.of(name).persist();
            return null;
        }));

        assertThat(transactions.writing(() -> Visit.count("name", name))).isEqualTo(1);
    }

    @Test
    void rollbackLeavesNothing() throws Exception {
        assertThatThrownBy(() -> requests.post(() -> transactions.required(() -> {
            Visit.of(name).persistAndFlush();
            throw new IllegalStateException(where.tell());
        }))).hasMessage("primary OPEN_TRANSACTION");

        assertThat(transactions.writing(() -> Visit.count("name", name))).isZero();
    }

    /** The flush takes the transaction's first connection after the annotated method has returned. */
    @Test
    void writeAtCommitIsUnderTheAnnotation() throws Exception {
        requests.get(() -> transactions.writing(() -> {
            Note.of(name).persist();
            return null;
        }));

        assertThat(transactions.writing(() -> Note.count("text", name))).isEqualTo(1);
    }
}
