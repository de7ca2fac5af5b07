package io.quarkiverse.replicated.it.carrier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

/** Work without a request. Each job asks once, soon after the start. */
@ApplicationScoped
public class Background {

    @Inject
    WhereAmI where;

    private volatile String startup;
    private volatile String job;
    private volatile String annotatedJob;

    void start(@Observes StartupEvent event) {
        startup = where.tell();
    }

    @Scheduled(every = "24h")
    void work() {
        job = where.tell();
    }

    @Scheduled(every = "24h")
    @UseReplica
    void report() {
        annotatedJob = where.tell();
    }

    public String startup() {
        return startup;
    }

    public String job() {
        return job;
    }

    public String annotatedJob() {
        return annotatedJob;
    }
}
