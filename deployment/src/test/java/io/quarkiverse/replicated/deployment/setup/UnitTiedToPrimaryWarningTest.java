package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class UnitTiedToPrimaryWarningTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Product.class))
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica")
            .overrideConfigKey("quarkus.hibernate-orm.datasource", "master")
            .overrideConfigKey("quarkus.replicated.consistency.mode", "none")
            .setLogRecordPredicate(it -> it.getLoggerName().equals("io.quarkiverse.replicated")
                    && it.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records).singleElement()
                    .satisfies(
                            it -> assertThat(((ExtLogRecord) it).getFormattedMessage())
                                    .contains("quarkus.hibernate-orm.datasource=master", "never go to a replica",
                                            "Remove the property")));

    @Test
    void theBuildWarns() {
        // The log is checked when the application has been built.
    }

    @Entity
    public static class Product {

        @Id
        long id;
    }
}
