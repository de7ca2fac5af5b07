package io.quarkiverse.replicated.benchmarks.application;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Through Hibernate ORM, as people write it: a read without a transaction, a write that finds an entity and changes it. */
@Path("/documents/{id}")
public class DocumentResource {

    @Inject
    @ForReading
    EntityManager reading;

    @Inject
    @ForWriting
    EntityManager writing;

    @GET
    public String read(@RestPath long id) {
        Document document = find(reading, id);
        return Answer.of(document.version, document.onReplica);
    }

    @POST
    @Transactional
    public void write(@RestPath long id, @RestQuery long version) {
        find(writing, id).version = version;
    }

    private static Document find(EntityManager entities, long id) {
        Document document = entities.find(Document.class, id);
        if (document == null) {
            throw new NotFoundException("There is no document " + id);
        }
        return document;
    }
}
