package io.quarkiverse.replicated.deployment.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.logging.Level;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;

/** What has an annotation either follows it, or the build says that it does not. */
class AnnotationEffectTest {

    @RegisterExtension
    static final QuarkusUnitTest application = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Where.class, Reporting.class, Reports.class, Plain.class, Remote.class,
                    StandIn.class, Orders.class, ReportsResource.class, Caller.class, Asks.class))
            .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
            .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica")
            .overrideConfigKey("quarkus.replicated.consistency.mode", "none")
            .setLogRecordPredicate(it -> it.getLoggerName().equals("io.quarkiverse.replicated")
                    && it.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records).extracting(it -> ((ExtLogRecord) it).getFormattedMessage())
                    .satisfiesExactlyInAnyOrder(
                            it -> assertThat(it).contains("AnnotationEffectTest$Plain#read has no effect", "bean"),
                            it -> assertThat(it).contains("AnnotationEffectTest$StandIn#get has no effect", "endpoint"),
                            it -> assertThat(it).contains("AnnotationEffectTest$Orders is injected",
                                    "AnnotationEffectTest$Caller",
                                    "hold for requests")));

    @Inject
    Reports reports;

    @Inject
    Asks asks;

    @Test
    void aStereotypeRoutesTheBeansThatHaveIt() {
        assertThat(reports.where()).isEqualTo("replica");
    }

    @Test
    void aStereotypeRoutesAnEndpoint() {
        assertThat(RestAssured.post("/annotation-effect/reports").asString()).isEqualTo("replica");
        assertThat(RestAssured.get("/annotation-effect/orders").asString()).isEqualTo("primary");
    }

    @Test
    void aStaticMethodIsRouted() {
        assertThat(asks.inStaticMethod()).isEqualTo("replica");
    }

    @Stereotype
    @Singleton
    @UseReplica
    @Retention(RetentionPolicy.RUNTIME)
    @interface Reporting {
    }

    @Reporting
    static class Reports {

        @Inject
        Where where;

        String where() {
            return where.target();
        }
    }

    /** Not a bean. */
    static class Plain {

        @UseReplica
        void read() {
        }
    }

    interface Remote {

        @GET
        String get();
    }

    /** A bean that looks like a resource, but has no path, and no locator returns it. */
    @Singleton
    static class StandIn implements Remote {

        @Override
        @UseReplica
        public String get() {
            return "";
        }
    }

    @Path("/annotation-effect/orders")
    public static class Orders {

        @Inject
        Where where;

        @GET
        @ChangesDatabase
        public String get() {
            return where.target();
        }
    }

    @Path("/annotation-effect/reports")
    @Reporting
    public static class ReportsResource {

        @Inject
        Where where;

        @POST
        public String get() {
            return where.target();
        }
    }

    @Singleton
    static class Caller {

        @Inject
        Orders orders;
    }

    @Singleton
    static class Asks {

        @Inject
        Where where;

        String inStaticMethod() {
            return target(where);
        }

        @UseReplica
        static String target(Where where) {
            return where.target();
        }
    }
}
