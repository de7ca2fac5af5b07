package io.quarkiverse.replicated.deployment.routes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;

/** Root resources with every HTTP method, every place for an annotation, and every way to inherit. */
final class Shop {

    private Shop() {
    }

    @HttpMethod("QUERY")
    @Retention(RetentionPolicy.RUNTIME)
    @java.lang.annotation.Target(ElementType.METHOD)
    public @interface QUERY {
    }

    @HttpMethod("PURGE")
    @Retention(RetentionPolicy.RUNTIME)
    @java.lang.annotation.Target(ElementType.METHOD)
    public @interface PURGE {
    }

    abstract static class Asking {

        @Inject
        Where where;
    }

    @Path("plain/")
    public static class Plain extends Asking {

        @GET
        public String get() {
            return where.target();
        }

        @GET
        @Path("/{id: \\d+}/")
        public String one() {
            return where.target();
        }

        @POST
        public String post() {
            return where.target();
        }

        @PUT
        public String put() {
            return where.target();
        }

        @PATCH
        public String patch() {
            return where.target();
        }

        @DELETE
        public String delete() {
            return where.target();
        }

        @QUERY
        public String query() {
            return where.target();
        }

        @PURGE
        public String purge() {
            return where.target();
        }

        // The test does not call it, because a response to HEAD has no body.
        @HEAD
        @Path("head")
        public void head() {
        }

        @OPTIONS
        @Path("options")
        public String options() {
            return where.target();
        }
    }

    @Path("/annotated")
    @UseReplica
    public static class Annotated extends Asking {

        @POST
        public String search() {
            return where.target();
        }

        @GET
        @ChangesDatabase
        @Path("visit")
        public String visit() {
            return where.target();
        }

        @POST
        @UseReplica(readYourWrites = true)
        @Path("fresh")
        public String fresh() {
            return where.target();
        }
    }

    /** Its implementation inherits the annotations, those of Jakarta REST and ours. */
    @Path("/interface")
    @ChangesDatabase
    public interface Api<T> {

        @GET
        String count();

        @POST
        @UseReplica
        String find(T example);

        @GET
        @Path("own")
        String own();
    }

    public static class ApiResource extends Asking implements Api<String> {

        @Override
        public String count() {
            return where.target();
        }

        @Override
        public String find(String example) {
            return where.target();
        }

        @Override
        @UseReplica
        public String own() {
            return where.target();
        }
    }

    @ChangesDatabase
    public abstract static class Base extends Asking {

        @GET
        public String inherited() {
            return where.target();
        }

        @POST
        @Path("search")
        @UseReplica
        public String overridden() {
            return where.target();
        }
    }

    @Path("/superclass")
    public static class Subclass extends Base {

        @Override
        public String overridden() {
            return where.target();
        }
    }

    /** An abstract class with one subclass, for which Quarkus REST uses the path of the abstract class. */
    @Path("/abstract")
    public abstract static class Abstract extends Asking {

        @GET
        public String get() {
            return where.target();
        }
    }

    @Singleton
    public static class OnlySubclass extends Abstract {
    }

    /** Not an endpoint, because no locator returns it. */
    public static class Unreachable {

        @GET
        public String never() {
            return "never";
        }
    }
}
