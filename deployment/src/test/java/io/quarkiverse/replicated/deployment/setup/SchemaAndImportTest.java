package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.logging.Level;

import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;

import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.deployment.reports.Report;
import io.quarkus.hibernate.orm.PersistenceUnit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;

/**
 * As with Quarkus' own Dev Services, the schema is created and filled. This happens on the primary and is replicated. A
 * persistence unit on the replica makes none, and one that has a name is routed if its datasource is the default one.
 */
class SchemaAndImportTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Product.class, Report.class)
                    .addAsResource(new StringAsset("INSERT INTO product (id, name) VALUES (1, 'bread');"), "import.sql"))
            .overrideConfigKey("quarkus.datasource.master.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "postgresql")
            // Applications have these for production. Dev Services use them as well.
            .overrideConfigKey("quarkus.datasource.master.username", "shop")
            .overrideConfigKey("quarkus.datasource.master.password", "secret")
            .overrideConfigKey("quarkus.datasource.replica.username", "shop")
            .overrideConfigKey("quarkus.datasource.replica.password", "secret")
            .overrideConfigKey("quarkus.hibernate-orm.\"shop\".datasource", "<default>")
            .overrideConfigKey("quarkus.hibernate-orm.\"shop\".packages", "io.quarkiverse.replicated.deployment.setup")
            .overrideConfigKey("quarkus.hibernate-orm.reports.datasource", "replica")
            .overrideConfigKey("quarkus.hibernate-orm.reports.packages", "io.quarkiverse.replicated.deployment.reports")
            .setLogRecordPredicate(it -> it.getLevel().intValue() >= Level.WARNING.intValue()
                    && (it.getThrown() != null || it.getMessage().contains("schema")))
            .assertLogRecords(records -> assertThat(records).as("schema of the replica").isEmpty());

    @Inject
    @PersistenceUnit("shop")
    EntityManager entityManager;

    @Inject
    @PersistenceUnit("reports")
    EntityManager reports;

    @Inject
    Replication replication;

    @Test
    void arriveAtTheReplica() throws Exception {
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(
                () -> assertThat(replication.callOnReplica(this::nameOfFirstProduct)).isEqualTo("bread"));
        assertThat(replication.callOnReplica(replication::currentRoute).target()).isEqualTo(Target.REPLICA);
        assertThat(replication.callOnPrimary(this::nameOfFirstProduct)).isEqualTo("bread");
        assertThat(QuarkusTransaction.requiringNew().call(() -> reports.find(Report.class, 1L).name)).isEqualTo("bread");
    }

    private String nameOfFirstProduct() {
        return QuarkusTransaction.requiringNew().call(() -> entityManager.find(Product.class, 1L).name);
    }

    @Entity(name = "product")
    public static class Product {

        @Id
        long id;

        String name;
    }
}
