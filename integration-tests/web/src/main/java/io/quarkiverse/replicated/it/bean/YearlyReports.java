package io.quarkiverse.replicated.it.bean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;

/** A subclass of a class that is annotated otherwise than its own superclass. */
@ApplicationScoped
@Typed(YearlyReports.class)
public class YearlyReports extends WritingReports {
}
