package io.quarkiverse.replicated.it.datasource;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.bean.Writing;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkiverse.replicated.it.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;

/** Whatever takes a {@code javax.sql.DataSource} is routed. */
@QuarkusTest
class DefaultDataSourceTest {

    @Inject
    DataSource dataSource;

    @Inject
    Writing writing;

    @Inject
    Transactions transactions;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Test
    void jdbcIsRouted() throws Exception {
        assertThat(requests.get(this::askJdbc)).isEqualTo("replica");
        assertThat(requests.post(this::askJdbc)).isEqualTo("primary");
        assertThat(requests.get(() -> writing.call(this::askJdbc))).isEqualTo("primary");
        assertThat(askJdbc()).isEqualTo("primary");
    }

    @Test
    void jdbiIsRouted() throws Exception {
        assertThat(requests.get(this::askJdbi)).isEqualTo("replica");
        assertThat(requests.post(this::askJdbi)).isEqualTo("primary");
        assertThat(requests.get(() -> writing.call(this::askJdbi))).isEqualTo("primary");
        assertThat(askJdbi()).isEqualTo("primary");
    }

    @Test
    void jdbiTakesPartInTransaction() throws Exception {
        assertThat(requests.get(() -> transactions.required(() -> askJdbi() + ", " + where.tell())))
                .isEqualTo("replica, replica OPEN_TRANSACTION");
    }

    private String askJdbc() throws SQLException {
        return WhereAmI.ask(dataSource);
    }

    private String askJdbi() {
        boolean recovery = Jdbi.create(dataSource).withHandle(
                handle -> handle.createQuery("SELECT pg_is_in_recovery()").mapTo(Boolean.class).one());
        return recovery ? "replica" : "primary";
    }
}
