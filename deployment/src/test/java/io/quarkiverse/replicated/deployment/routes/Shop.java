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

/** Root resources: every HTTP method, every place for an annotation, every way to inherit. */
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

    abstract static class Telling {

        @Inject
        Where where;
    }

    @Path("plain/")
    public static class Plain extends Telling {

        @GET
        public String get() {
            return where.tell();
        }

        @GET
        @Path("/{id: \\d+}/")
        public String one() {
            return where.tell();
        }

        @POST
        public String post() {
            return where.tell();
        }

        @PUT
        public String put() {
            return where.tell();
        }

        @PATCH
        public String patch() {
            return where.tell();
        }

        @DELETE
        public String delete() {
            return where.tell();
        }

        @QUERY
        public String query() {
            return where.tell();
        }

        @PURGE
        public String purge() {
            return where.tell();
        }

        // Neither has a body to tell it in, or needs one here.
        @HEAD
        @Path("head")
        public void head() {
        }

        @OPTIONS
        @Path("options")
        public String options() {
            return where.tell();
        }
    }

    @Path("/annotated")
    @UseReplica
    public static class Annotated extends Telling {

        @POST
        public String search() {
            return where.tell();
        }

        @GET
        @ChangesDatabase
        @Path("visit")
        public String visit() {
            return where.tell();
        }

        @POST
        @UseReplica(readYourWrites = true)
        @Path("fresh")
        public String fresh() {
            return where.tell();
        }
    }

    /** Its annotations of Jakarta REST and ours are those of the interface. */
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

    public static class ApiResource extends Telling implements Api<String> {

        @Override
        public String count() {
            return where.tell();
        }

        @Override
        public String find(String example) {
            return where.tell();
        }

        @Override
        @UseReplica
        public String own() {
            return where.tell();
        }
    }

    @ChangesDatabase
    public abstract static class Base extends Telling {

        @GET
        public String inherited() {
            return where.tell();
        }

        @POST
        @Path("search")
        @UseReplica
        public String overridden() {
            return where.tell();
        }
    }

    @Path("/superclass")
    public static class Subclass extends Base {

        @Override
        public String overridden() {
            return where.tell();
        }
    }

    /** An abstract class with the only subclass that it has: Quarkus REST takes its path for that one. */
    @Path("/abstract")
    public abstract static class Abstract extends Telling {

        @GET
        public String get() {
            return where.tell();
        }
    }

    @Singleton
    public static class OnlySubclass extends Abstract {
    }

    /** Nobody returns it: not an endpoint. */
    public static class Unreachable {

        @GET
        public String never() {
            return "never";
        }
    }
}
