package io.quarkiverse.replicated.it.degraded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.context.ManagedExecutor;

import io.agroal.api.AgroalDataSource;

/** Requests that have several connections at a time. */
@Singleton
@Path("/parallel")
public class ParallelResource {

    private static final int SEVERAL = 12;

    private final CyclicBarrier bothHaveOne = new CyclicBarrier(2);
    private final CyclicBarrier bothHaveTwo = new CyclicBarrier(2);

    @Inject
    AgroalDataSource dataSource;

    @Inject
    ManagedExecutor executor;

    /** Reads several times at once. Each read keeps its connection until no other can get one. Answers how many had one. */
    @GET
    public int most() throws Exception {
        AtomicInteger out = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(SEVERAL);
        List<Future<Void>> reads = IntStream.range(0, SEVERAL).mapToObj(it -> executor.<Void> submit(() -> {
            begun.countDown();
            try (Connection connection = dataSource.getConnection()) {
                most.accumulateAndGet(out.incrementAndGet(), Math::max);
                begun.await(1, TimeUnit.MINUTES);
                connection.createStatement().execute("SELECT pg_sleep(0.4)");
                out.decrementAndGet();
            }
            return null;
        })).toList();
        for (Future<Void> each : reads) {
            each.get();
        }
        return most.get();
    }

    /** Needs a second connection while another request, which also has one, needs a second one, too. */
    @GET
    @Path("/nested/{times}")
    public int nested(@PathParam("times") int times) throws Exception {
        try (Connection outer = dataSource.getConnection()) {
            bothHaveOne.await(1, TimeUnit.MINUTES);
            int read = 0;
            while (read < times) {
                try (Connection inner = dataSource.getConnection()) {
                    if (read++ == 0) {
                        bothHaveTwo.await(1, TimeUnit.MINUTES);
                    }
                    read(inner);
                }
            }
            read(outer);
            return read;
        }
    }

    private static void read(Connection connection) throws SQLException {
        connection.createStatement().execute("SELECT 1");
    }
}
