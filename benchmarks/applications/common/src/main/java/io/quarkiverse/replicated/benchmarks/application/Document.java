package io.quarkiverse.replicated.benchmarks.application;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.hibernate.annotations.Formula;

@Entity
public class Document {

    @Id
    public long id;

    // Not @Version: the client chooses it.
    public long version;

    /** Said by the server in the row itself, so that no build can be mistaken about where it has read. */
    @Formula("pg_is_in_recovery()")
    public boolean onReplica;
}
