package io.quarkiverse.replicated.it.degraded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.agroal.api.AgroalDataSource;

/** A GET that keeps its connection until a POST lets it go. */
@Singleton
@Path("/hold")
public class HoldResource {

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Inject
    AgroalDataSource dataSource;

    @GET
    public String hold() throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            held.countDown();
            return released.await(3, TimeUnit.MINUTES) ? "released" : "forgotten";
        }
    }

    @POST
    @Path("/await")
    public boolean awaitHeld() throws InterruptedException {
        return held.await(3, TimeUnit.MINUTES);
    }

    @POST
    @Path("/release")
    public void release() {
        released.countDown();
    }
}
