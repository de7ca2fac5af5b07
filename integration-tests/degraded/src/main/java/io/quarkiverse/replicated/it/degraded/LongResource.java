package io.quarkiverse.replicated.it.degraded;

import java.sql.SQLException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Requests that live for long and read again and again, as a stream does. */
@Singleton
@Path("/long")
public class LongResource {

    private static final int PATIENCE_SECONDS = 180;

    private final SynchronousQueue<Boolean> wishes = new SynchronousQueue<>();
    private final SynchronousQueue<String> answers = new SynchronousQueue<>();

    @Inject
    WhereResource where;

    /** Reads as often as others wish, until one wishes that it ends. */
    @GET
    public String read() throws SQLException, InterruptedException {
        int reads = 0;
        while (Boolean.TRUE.equals(wishes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
            answers.offer(where.answer(), PATIENCE_SECONDS, TimeUnit.SECONDS);
            reads++;
        }
        return reads + " reads";
    }

    /** Lets the long request read once, and answers as that read. */
    @POST
    @Path("/read")
    public String letRead() throws InterruptedException {
        wishes.offer(true, PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @POST
    @Path("/end")
    public void end() throws InterruptedException {
        wishes.offer(false, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads without a pause until a replica answers. Answers with the first and the last read. */
    @GET
    @Path("/without-pause")
    public String readWithoutPause() throws SQLException {
        String first = where.answer();
        String last = first;
        long beganNanos = System.nanoTime();
        while (!last.startsWith("replica") && System.nanoTime() - beganNanos < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            last = where.answer();
        }
        return first + ", " + last;
    }
}
