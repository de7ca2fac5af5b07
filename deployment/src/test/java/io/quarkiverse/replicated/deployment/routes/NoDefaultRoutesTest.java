package io.quarkiverse.replicated.deployment.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** Only annotations lead to replicas, and no file is written. The log still has the table. */
class NoDefaultRoutesTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest()
            .setBeforeAllCustomizer(RouteTableFile::delete)
            .withApplicationRoot(jar -> jar.addClasses(Shop.class, Where.class, RouteTableFile.class))
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica")
            .overrideConfigKey("quarkus.replicated.consistency.mode", "none")
            .overrideConfigKey("quarkus.replicated.auto-read-on-replica", "false")
            .overrideConfigKey("quarkus.rest.path", "v1/")
            .overrideConfigKey("quarkus.log.category.\"io.quarkiverse.replicated\".level", "DEBUG")
            .setLogRecordPredicate(it -> it.getLoggerName().equals("io.quarkiverse.replicated"))
            .assertLogRecords(records -> assertThat(records).extracting(it -> ((ExtLogRecord) it).getFormattedMessage())
                    .filteredOn(it -> it.startsWith("# ")).singleElement().satisfies(table -> {
                        assertThat(table).contains("quarkus.replicated.auto-read-on-replica=false");
                        assertThat(RouteTableFile.rows(table.lines()))
                                .contains("GET | /v1/plain | primary | HTTP method | Shop$Plain#get",
                                        "POST | /v1/annotated | replica | @UseReplica on the class | Shop$Annotated#search")
                                .noneMatch(it -> it.contains("| replica | HTTP method"));
                    }));

    @Test
    void everythingElseGoesToThePrimary() {
        assertThat(RestAssured.get("/v1/plain").then().statusCode(200).extract().asString()).isEqualTo("primary");
        assertThat(RouteTableFile.PATH).doesNotExist();
    }
}
