package io.quarkiverse.replicated.it.consistency;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;

/**
 * Many clients at once, most of them browsers, each with documents that only it writes. Each writes a new version and reads
 * at once, through a redirect, in parallel, and after parallel writes whose answers cross.
 */
final class Hammer {

    static final int CLIENTS = 32;

    private static final List<String> WRITES = List.of("", "/transaction", "/orm");
    private static final List<String> READS = List.of("", "/transaction", "/repeatable", "/orm");

    private final Application application;
    private final long pairs;
    private final AtomicLong version;
    private final HammerReport report;
    private final int clients;
    private final ExecutorService threads;

    private Hammer(Application application, int clients, long pairs, AtomicLong version, HammerReport report) {
        this.application = application;
        this.clients = clients;
        this.threads = Executors.newFixedThreadPool(3 * clients);
        this.pairs = pairs;
        this.version = version;
        this.report = report;
    }

    /** @param pairs how many times something is written and read after it */
    static HammerReport run(Application application, int clients, long pairs, AtomicLong version, String name)
            throws Exception {
        HammerReport report = new HammerReport(name);
        new Hammer(application, clients, pairs, version, report).run();
        return report;
    }

    private void run() throws Exception {
        AtomicLong left = new AtomicLong(pairs);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                long first = 100 + 2L * i;
                long seed = i;
                running.add(threads.submit(() -> {
                    Client client = client(seed);
                    Random random = new Random(seed);
                    while (left.decrementAndGet() >= 0) {
                        writeAndRead(client, first, random);
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Most are browsers. One keeps several headers and one keeps the last, which is too few to write in parallel. */
    private static Client client(long seed) {
        return switch ((int) (seed % 8)) {
            case 6 -> Client.ofApi(16);
            case 7 -> Client.ofApi(1);
            default -> new Client();
        };
    }

    private void writeAndRead(Client client, long id, Random random) throws Exception {
        switch (random.nextInt(client.writesInParallel() ? 4 : 3)) {
            case 0 -> {
                long written = version.incrementAndGet();
                check(written, client.post(application, "/documents/" + id + "/redirect?version=" + written));
            }
            case 1 -> {
                long written = write(client, id, random);
                CompletableFuture<?> other = together(() -> read(client, id, written, random));
                read(client, id, written, random);
                other.get();
            }
            case 3 -> {
                // The first one commits early and answers late, after the second one has committed later and answered.
                long early = version.incrementAndGet();
                CompletableFuture<HttpResponse<String>> late = together(() -> client.post(application,
                        "/documents/" + id + "/slow?version=" + early + "&millis=" + random.nextInt(20)));
                long second = write(client, id + 1, random);
                expectSuccess(late.get());
                read(client, id + 1, second, random);
                read(client, id, early, random);
            }
            default -> read(client, id, write(client, id, random), random);
        }
    }

    private long write(Client client, long id, Random random) {
        long written = version.incrementAndGet();
        String path = "/documents/" + id + WRITES.get(random.nextInt(WRITES.size())) + "?version=" + written;
        long start = System.nanoTime();
        expectSuccess(client.post(application, path));
        report.wrote(System.nanoTime() - start);
        return written;
    }

    private HttpResponse<String> read(Client client, long id, long written, Random random) {
        long start = System.nanoTime();
        HttpResponse<String> response = client.get(application,
                "/documents/" + id + READS.get(random.nextInt(READS.size())));
        report.took(System.nanoTime() - start);
        check(written, response);
        return response;
    }

    private void check(long written, HttpResponse<String> response) {
        expectSuccess(response);
        String[] answer = response.body().split(" ");
        report.read(Long.parseLong(answer[0]) < written, answer[1]);
    }

    private void expectSuccess(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response + " " + response.body() + "\n" + application.log());
        }
    }

    private <T> CompletableFuture<T> together(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Throwable e) {
                result.completeExceptionally(e instanceof ExecutionException ? e.getCause() : e);
            }
        });
        return result;
    }
}
