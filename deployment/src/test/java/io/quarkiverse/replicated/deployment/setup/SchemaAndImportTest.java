package io.quarkiverse.replicated.deployment.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

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
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;

/** As with Quarkus' own Dev Services, the schema is created and filled. This happens on the primary and is replicated. */
class SchemaAndImportTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClass(Product.class)
                    .addAsResource(new StringAsset("INSERT INTO product (id, name) VALUES (1, 'bread');"), "import.sql"))
            .overrideConfigKey("quarkus.datasource.master.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "postgresql")
            // Applications have these for production. Dev Services use them as well.
            .overrideConfigKey("quarkus.datasource.master.username", "shop")
            .overrideConfigKey("quarkus.datasource.master.password", "secret")
            .overrideConfigKey("quarkus.datasource.replica.username", "shop")
            .overrideConfigKey("quarkus.datasource.replica.password", "secret");

    @Inject
    EntityManager entityManager;

    @Inject
    Replication replication;

    @Test
    void arriveAtTheReplica() throws Exception {
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(
                () -> assertThat(replication.callOnReplica(this::nameOfFirstProduct)).isEqualTo("bread"));
        assertThat(replication.callOnReplica(replication::currentRoute).target()).isEqualTo(Target.REPLICA);
        assertThat(replication.callOnPrimary(this::nameOfFirstProduct)).isEqualTo("bread");
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
