package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class SecondLevelCacheWarningTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Product.class, Customer.class))
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica")
            .overrideConfigKey("quarkus.replicated.consistency.mode", "none")
            .overrideConfigKey("quarkus.replicated.allow-second-level-cache", "true")
            .setLogRecordPredicate(it -> it.getLoggerName().equals("io.quarkiverse.replicated")
                    && it.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records).singleElement()
                    .satisfies(
                            it -> assertThat(((ExtLogRecord) it).getFormattedMessage())
                                    .contains("Product", "second-level cache",
                                            "quarkus.hibernate-orm.second-level-caching-enabled")));

    @Test
    void theBuildWarnsOfTheFirstCachedEntity() {
        // The log is checked when the application has been built.
    }

    @Entity
    @Cacheable
    public static class Product {

        @Id
        long id;
    }

    @Entity
    @Cacheable(false)
    public static class Customer {

        @Id
        long id;
    }
}
