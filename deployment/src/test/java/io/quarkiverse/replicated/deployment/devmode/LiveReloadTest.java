package io.quarkiverse.replicated.deployment.devmode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;

class LiveReloadTest {

    @RegisterExtension
    static final QuarkusDevModeTest application = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClass(OrdersResource.class)
                    .addAsResource(new StringAsset("""
                            quarkus.datasource."master".db-kind=postgresql
                            quarkus.datasource."master".jdbc.max-size=7
                            quarkus.datasource."replica".db-kind=postgresql
                            quarkus.datasource."replica".jdbc.max-size=8
                            quarkus.replicated.probe-timeout=15s
                            quarkus.replicated.devservices.db-name=shop
                            quarkus.replicated.devservices.username=keeper
                            quarkus.replicated.devservices.settings.max_connections=157
                            """), "application.properties"))
            .setLogRecordPredicate(it -> it.getLevel().intValue() >= Level.WARNING.intValue()
                    && (it.getLoggerName().startsWith("org.testcontainers") || it.getMessage().contains("Docker")));

    @Test
    void aChangedAnnotationChangesTheRouteAndTheClusterStays() {
        List<String> before = whoAnswers();
        assertThat(before).startsWith("replica").endsWith("keeper", "shop", "157", "7");

        application.modifySourceFile(OrdersResource.class, it -> it.replace("UseReplica", "ChangesDatabase"));
        List<String> changed = whoAnswers();
        application.modifySourceFile(OrdersResource.class, it -> it.replace("ChangesDatabase", "UseReplica"));
        List<String> changedBack = whoAnswers();

        assertThat(changed).startsWith("primary");
        assertThat(changed.get(1)).as("system identifier of the cluster").isEqualTo(before.get(1));
        assertThat(changedBack).isEqualTo(before);
        assertThat(Thread.getAllStackTraces().keySet().stream().filter(it -> it.getName().startsWith("replica-monitor")))
                .as("monitors of the two servers after two reloads").hasSize(2);
        assertThat(application.getLogRecords()).as("messages about Docker").isEmpty();
    }

    private static List<String> whoAnswers() {
        return List.of(RestAssured.get("/orders").then().statusCode(200).extract().asString().split(" "));
    }
}
