package io.quarkiverse.replicated.runtime.observe;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/** Logs the report at intervals, as a line of JSON, if it has changed. Logs it a last time when the application ends. */
public final class ObservationLog implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated.observe");

    private final Observations observations;
    private final ScheduledExecutorService clock;
    private final boolean logs;
    private String last = new Observations().report().json();

    /** @param interval the time between two lines; zero means never */
    public ObservationLog(Observations observations, Duration interval) {
        this.observations = observations;
        this.clock = Executors.newSingleThreadScheduledExecutor(it -> {
            Thread thread = new Thread(it, "replicated-observe");
            thread.setDaemon(true);
            return thread;
        });
        this.logs = !interval.isZero();
        if (logs) {
            clock.scheduleAtFixedRate(this::log, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void log() {
        String report = observations.report().json();
        if (!report.equals(last)) {
            last = report;
            LOG.info(report);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (logs) {
            log();
        }
    }
}
