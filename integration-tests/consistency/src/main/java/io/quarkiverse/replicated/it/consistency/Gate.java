package io.quarkiverse.replicated.it.consistency;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.jboss.resteasy.reactive.RestQuery;

/**
 * Holds requests in the middle of their work until a test lets them go on. No request needs a connection to come here or to
 * open it.
 */
@Singleton
@Path("/gate")
public class Gate {

    // Only ends the requests of a test that has failed.
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);

    // All guarded by this object.
    private int waiting;
    private int opened;

    /** Returns when a test opens the gate. */
    synchronized void pass() throws InterruptedException {
        int before = opened;
        waiting++;
        notifyAll();
        try {
            await(() -> opened != before);
        } finally {
            waiting--;
        }
    }

    /** Returns when that many requests wait at the gate. */
    @POST
    @Path("/await")
    public synchronized void awaitWaiting(@RestQuery int requests) throws InterruptedException {
        await(() -> waiting >= requests);
    }

    /** Lets all go on who wait now. */
    @POST
    @Path("/open")
    public synchronized void open() {
        opened++;
        notifyAll();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new IllegalStateException("The gate was not opened, or too few requests came");
            }
            TimeUnit.NANOSECONDS.timedWait(this, LIMIT_NANOS);
        }
    }
}
