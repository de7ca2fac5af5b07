package io.quarkiverse.replicated.it.datasource;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.bean.Reading;
import io.quarkiverse.replicated.it.bean.Writing;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;

/** A datasource that is named by hand leads where its name says, whatever the route. */
@QuarkusTest
class NamedDataSourceTest {

    @Inject
    @DataSource("master")
    AgroalDataSource master;

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    @Inject
    Reading reading;

    @Inject
    Writing writing;

    @Inject
    Requests requests;

    @Test
    void methodDoesNotMatter() throws Exception {
        assertThat(requests.get(this::askBoth)).isEqualTo("master is primary, replica is replica");
        assertThat(requests.post(this::askBoth)).isEqualTo("master is primary, replica is replica");
    }

    @Test
    void annotationDoesNotMatter() throws Exception {
        assertThat(reading.call(this::askBoth)).isEqualTo("master is primary, replica is replica");
        assertThat(writing.call(this::askBoth)).isEqualTo("master is primary, replica is replica");
    }

    private String askBoth() throws SQLException {
        return "master is " + WhereAmI.ask(master) + ", replica is " + WhereAmI.ask(replica);
    }
}
