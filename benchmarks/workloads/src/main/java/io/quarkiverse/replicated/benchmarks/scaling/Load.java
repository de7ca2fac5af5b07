package io.quarkiverse.replicated.benchmarks.scaling;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkiverse.replicated.benchmarks.Access;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/** Readers who ask without a pause and have never written, and writers who pause. */
final class Load {

    private final Application application;
    private final Plan plan;
    private final Tally tally = new Tally();

    // Written by the thread that directs the round, read by all clients.
    private volatile boolean over;

    Load(Application application, Plan plan) {
        this.application = application;
        this.plan = plan;
    }

    /** @param leadIn before what is measured */
    Round run(Duration leadIn, Duration measured) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(plan.readers() + plan.writers());
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < plan.readers() + plan.writers(); i++) {
                boolean writes = i >= plan.readers();
                Random random = new Random(i);
                clients.add(threads.submit(() -> {
                    work(new Client(), random, writes);
                    return null;
                }));
            }
            Thread.sleep(leadIn.toMillis());
            Round round = measure(measured);
            over = true;
            for (Future<?> client : clients) {
                client.get();
            }
            return round;
        } finally {
            threads.shutdownNow();
        }
    }

    private Round measure(Duration measured) throws InterruptedException {
        Tally.Counts before = tally.counts();
        Duration processor = application.process().processorTime();
        long start = System.nanoTime();
        Thread.sleep(measured.toMillis());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Round(tally.counts().since(before), elapsed, application.process().processorTime().minus(processor),
                tally.failures());
    }

    private void work(Client client, Random random, boolean writes) throws InterruptedException {
        while (!over) {
            int document = random.nextInt(DocumentStore.DOCUMENTS);
            try {
                if (writes) {
                    String path = Access.JDBC.path() + document + "?version=" + random.nextInt(Integer.MAX_VALUE);
                    count(client.post(application, path), true);
                    Thread.sleep(plan.writePause().toMillis());
                } else {
                    count(client.get(application, "/slow/" + document + "?millis=" + plan.cost().toMillis()), false);
                }
            } catch (UncheckedIOException e) {
                tally.failed(e.toString());
            }
        }
    }

    private void count(HttpResponse<String> response, boolean write) {
        if (response.statusCode() / 100 != 2) {
            tally.failed(response.statusCode() + " " + response.body());
        } else if (write) {
            tally.wrote();
        } else {
            tally.read(response.body());
        }
    }
}
