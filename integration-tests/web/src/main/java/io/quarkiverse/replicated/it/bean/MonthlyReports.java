package io.quarkiverse.replicated.it.bean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;

/** A subclass of an annotated class. */
@ApplicationScoped
@Typed(MonthlyReports.class)
public class MonthlyReports extends Reports {

    public String readMonth() {
        return where.tell();
    }
}
