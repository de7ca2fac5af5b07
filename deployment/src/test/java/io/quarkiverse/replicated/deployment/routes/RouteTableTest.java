package io.quarkiverse.replicated.deployment.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

class RouteTableTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest()
            .setBeforeAllCustomizer(RouteTableFile::delete)
            .withApplicationRoot(jar -> jar.addClasses(Shop.class, Shelves.class, Where.class, RouteTableFile.class, Api.class))
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica")
            .overrideConfigKey("quarkus.replicated.consistency.mode", "none")
            .overrideConfigKey("quarkus.replicated.read-only-methods", "GET, head,QUERY")
            .overrideConfigKey("quarkus.replicated.route-table", "true")
            .overrideConfigKey("quarkus.http.root-path", "/shop")
            .overrideConfigKey("quarkus.rest.path", "/beaten-by-the-annotation")
            .overrideConfigKey("quarkus.log.category.\"io.quarkiverse.replicated\".level", "DEBUG")
            .setLogRecordPredicate(it -> it.getLoggerName().equals("io.quarkiverse.replicated"))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(it -> ((ExtLogRecord) it).getFormattedMessage())
                    .as("the table in the log").contains(String.join("\n", RouteTableFile.lines()) + "\n"));

    @ApplicationPath("api")
    public static class Api extends Application {
    }

    @Test
    void saysWhereEachEndpointGoesAndWhy() {
        assertThat(RouteTableFile.lines().get(0)).contains("quarkus.replicated.read-only-methods=GET,HEAD,QUERY",
                "auto-read-on-replica=true");
        assertThat(RouteTableFile.rows(RouteTableFile.lines().stream())).containsExactly(
                """
                        GET | /shop/api/abstract | replica | HTTP method | Shop$OnlySubclass#get
                        POST | /shop/api/annotated | replica | @UseReplica on the class | Shop$Annotated#search
                        POST | /shop/api/annotated/fresh | replica | @UseReplica(readYourWrites = true) on the method | Shop$Annotated#fresh
                        GET | /shop/api/annotated/visit | primary | @ChangesDatabase on the method | Shop$Annotated#visit
                        GET | /shop/api/interface | primary | @ChangesDatabase on interface Shop$Api | Shop$ApiResource#count
                        POST | /shop/api/interface | replica | @UseReplica on the method of interface Shop$Api | Shop$ApiResource#find
                        GET | /shop/api/interface/own | replica | @UseReplica on the method | Shop$ApiResource#own
                        DELETE | /shop/api/plain | primary | HTTP method | Shop$Plain#delete
                        GET | /shop/api/plain | replica | HTTP method | Shop$Plain#get
                        PATCH | /shop/api/plain | primary | HTTP method | Shop$Plain#patch
                        POST | /shop/api/plain | primary | HTTP method | Shop$Plain#post
                        PURGE | /shop/api/plain | primary | HTTP method | Shop$Plain#purge
                        PUT | /shop/api/plain | primary | HTTP method | Shop$Plain#put
                        QUERY | /shop/api/plain | replica | HTTP method | Shop$Plain#query
                        HEAD | /shop/api/plain/head | replica | HTTP method | Shop$Plain#head
                        OPTIONS | /shop/api/plain/options | primary | HTTP method | Shop$Plain#options
                        GET | /shop/api/plain/{id: \\d+} | replica | HTTP method | Shop$Plain#one
                        * | /shop/api/shelves/anything/… | by the locator | annotation of the sub-resource, \
                        else @ChangesDatabase on locator Shelves$Locators#anything | Shelves$Locators#anything
                        GET | /shop/api/shelves/class | replica | HTTP method | Shelves$Box#get
                        GET | /shop/api/shelves/interface/count | replica | HTTP method | Shelves$Drawer#count
                        GET | /shop/api/shelves/plain/{id} | replica | HTTP method | Shelves$Shelf#get
                        POST | /shop/api/shelves/plain/{id} | primary | HTTP method | Shelves$Shelf#post
                        PUT | /shop/api/shelves/plain/{id} | primary | @ChangesDatabase on the method | Shelves$Shelf#put
                        GET | /shop/api/shelves/plain/{id}/drawer/count | primary \
                        | @ChangesDatabase on locator Shelves$Shelf#drawer | Shelves$Drawer#count
                        * | /shop/api/shelves/plain/{id}/next/… | by the locator \
                        | annotation of the sub-resource, else HTTP method | Shelves$Shelf#next
                        GET | /shop/api/shelves/reading | replica | @UseReplica on locator Shelves$Locators#reading | Shelves$Shelf#get
                        POST | /shop/api/shelves/reading | replica | @UseReplica on locator Shelves$Locators#reading | Shelves$Shelf#post
                        PUT | /shop/api/shelves/reading | primary | @ChangesDatabase on the method | Shelves$Shelf#put
                        GET | /shop/api/shelves/reading/drawer/count | primary \
                        | @ChangesDatabase on locator Shelves$Shelf#drawer | Shelves$Drawer#count
                        * | /shop/api/shelves/reading/next/… | by the locator | annotation of the sub-resource, \
                        else @UseReplica on locator Shelves$Locators#reading | Shelves$Shelf#next
                        GET | /shop/api/superclass | primary | @ChangesDatabase on superclass Shop$Base | Shop$Subclass#inherited
                        POST | /shop/api/superclass/search | replica \
                        | @UseReplica on the method of superclass Shop$Base | Shop$Subclass#overridden
                        """
                        .lines().toArray(String[]::new));
    }

    @Test
    void isTrue() {
        List<String> wrong = new ArrayList<>();

        for (String row : RouteTableFile.rows(RouteTableFile.lines().stream())) {
            String[] cells = row.split(" \\| ");
            if (!cells[0].equals("*") && !cells[0].equals("HEAD")) {
                String path = cells[1].replaceAll("\\{[^}]*}", "1");
                String actual = RestAssured.given().basePath("").request(cells[0], path).then().statusCode(200).extract()
                        .asString();
                if (!actual.equals(cells[2])) {
                    wrong.add(row + ", but it goes to " + actual);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }
}
