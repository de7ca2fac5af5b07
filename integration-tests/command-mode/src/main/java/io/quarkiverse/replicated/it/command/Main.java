package io.quarkiverse.replicated.it.command;

import jakarta.inject.Inject;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public class Main implements QuarkusApplication {

    @Inject
    Report report;

    @Override
    public int run(String... args) throws Exception {
        System.out.println("unannotated: " + report.unannotated());
        System.out.println("reading: " + report.reading());
        System.out.println("reading in transaction: " + report.readingInTransaction());
        System.out.println("writing: " + report.writing());
        System.out.println("vertx http present: " + isPresent("io.quarkus.vertx.http.runtime.filters.Filters"));
        System.out.println("rest present: " + isPresent("org.jboss.resteasy.reactive.server.spi.ServerRestHandler"));
        System.out.println("vertx present: " + isPresent("io.vertx.core.Vertx"));
        return 0;
    }

    private static boolean isPresent(String type) {
        try {
            Class.forName(type, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
