package io.quarkiverse.replicated.it.degraded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.agroal.pool.ConnectionFactory;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

/**
 * The primary's URL has the addresses of all servers. The driver remembers, in all pools of the JVM, which of them failed, and
 * passes over it unless it knows of all others that they are no primary. It does so for ten seconds unless told otherwise, and
 * for a day here, so that what is found in time is found before the driver forgets.
 */
@QuarkusTest
@QuarkusTestResource(value = SeveralAddressesResource.class, restrictToAnnotatedClass = true, initArgs = @ResourceArg(name = SeveralAddressesResource.OPTIONS, value = "&hostRecheckSeconds=86400"))
class SeveralAddressesTest {

    PostgresCluster cluster;

    @DataSource("master")
    AgroalDataSource primary;

    @DataSource("replica")
    AgroalDataSource replica;

    private final ScheduledExecutorService others = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger connections = new AtomicInteger();

    /** As the replica's pool makes them when it grows. */
    @BeforeEach
    void keepConnectingToTheReplica() {
        others.scheduleWithFixedDelay(() -> {
            connectAs(replica);
            connections.incrementAndGet();
        }, 0, 10, TimeUnit.MILLISECONDS);
        awaitMoreConnections();
    }

    @AfterEach
    void restore() throws InterruptedException {
        others.shutdown();
        others.awaitTermination(1, TimeUnit.MINUTES);
        if (!cluster.primary().isRunning()) {
            cluster.primary().start();
        }
        Application.awaitHealth("accepts writes");
    }

    @Test
    void aPrimaryThatIsBackIsFoundSoonerThanTheDriverForgets() {
        cluster.primary().kill();
        Application.awaitHealth("targetServerType");
        awaitMoreConnections();

        cluster.primary().start();

        Awaitility.await().atMost(Application.LIMIT).pollInterval(Duration.ofMillis(5))
                .until(() -> given().post("/where").statusCode() == 200);
        awaitMoreConnections();
    }

    /** One connection with a wrong password is enough. */
    @Test
    void aServerThatRefusedOnceIsTriedAgain() {
        assertThatThrownBy(() -> DriverManager.getConnection(cluster.primary().jdbcUrl(), cluster.user(), "wrong"))
                .isInstanceOf(SQLException.class);
        awaitMoreConnections();

        connectAs(primary);
    }

    /** Made as those of this pool are, and new for certain, which one that the pool hands out need not be. */
    private static void connectAs(AgroalDataSource pool) {
        try {
            new ConnectionFactory(pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration())
                    .createConnection().close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitMoreConnections() {
        int before = connections.get();
        Awaitility.await("new connections to the replica").atMost(Application.LIMIT)
                .until(() -> connections.get() > before + 2);
    }
}
