package io.quarkiverse.replicated.deployment.routes;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;

/** Sub-resources with locators of every kind that the build can follow, and one that it cannot follow. */
final class Shelves {

    private Shelves() {
    }

    @Path("/shelves")
    public static class Locators {

        @Inject
        Where where;

        @Path("plain/{id}")
        public Shelf plain() {
            return new Shelf(where);
        }

        @Path("reading")
        @UseReplica
        public Shelf reading() {
            return new Shelf(where);
        }

        @Path("class")
        public Class<Box> type() {
            return Box.class;
        }

        @Path("interface")
        public Counted counted() {
            return new Drawer(where);
        }

        @Path("anything")
        @ChangesDatabase
        public Object anything() {
            return new Shelf(where);
        }
    }

    public static class Shelf {

        final Where where;

        Shelf(Where where) {
            this.where = where;
        }

        @GET
        public String get() {
            return where.target();
        }

        @POST
        public String post() {
            return where.target();
        }

        @PUT
        @ChangesDatabase
        public String put() {
            return where.target();
        }

        @Path("next")
        public Shelf next() {
            return this;
        }

        @Path("drawer")
        @ChangesDatabase
        public Drawer drawer() {
            return new Drawer(where);
        }
    }

    @Singleton
    public static class Box {

        @Inject
        Where where;

        @GET
        public String get() {
            return where.target();
        }
    }

    public interface Counted {

        @GET
        @Path("count")
        String count();
    }

    public static class Drawer implements Counted {

        final Where where;

        Drawer(Where where) {
            this.where = where;
        }

        @Override
        public String count() {
            return where.target();
        }
    }
}
