package io.quarkiverse.replicated.it.bean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;

import io.quarkiverse.replicated.ChangesDatabase;

/** A subclass that is annotated otherwise than its superclass. */
@ApplicationScoped
@ChangesDatabase
@Typed(WritingReports.class)
public class WritingReports extends Reports {

    public String writeYear() {
        return where.tell();
    }
}
