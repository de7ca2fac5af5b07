package io.quarkiverse.replicated.it.orm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.hibernate.Session;

/** Asks the server that Hibernate talks to. */
@ApplicationScoped
public class SessionServer {

    @Inject
    Session session;

    public String ask() {
        return session.createNativeQuery("SELECT pg_is_in_recovery()", Boolean.class).getSingleResult()
                ? "replica"
                : "primary";
    }
}
