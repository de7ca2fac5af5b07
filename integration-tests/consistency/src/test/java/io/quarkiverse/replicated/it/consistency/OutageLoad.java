package io.quarkiverse.replicated.it.consistency;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;

/** Thirty-two browsers that read and write without end, each with a document of its own. */
final class OutageLoad implements AutoCloseable {

    static final int CLIENTS = 32;

    /**
     * One request and what became of it.
     *
     * @param path with the version that is written
     * @param atLeast the last version whose write was confirmed to its client; {@link #NOTHING} for one that never writes
     */
    record Call(boolean isWrite, String path, long atLeast, long startedAtNanos, long endedAtNanos, int status,
            String answer) {

        boolean isOfStranger() {
            return atLeast == NOTHING;
        }

        boolean isStale() {
            return !isWrite && status == 200 && Long.parseLong(answer.split(" ")[0]) < atLeast;
        }

        boolean failed() {
            return status >= 300;
        }
    }

    private static final long NOTHING = -1;

    // Requests to a frozen server hang, and count as failed after this time.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // Of all applications, so that no version comes twice.
    private static final AtomicLong VERSION = new AtomicLong();

    private final Application application;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final CountDownLatch warm = new CountDownLatch(CLIENTS * 20);
    private volatile boolean over;

    OutageLoad(Application application) {
        this.application = application;
        for (int i = 0; i < CLIENTS; i++) {
            int id = i;
            threads.execute(() -> browse(id));
        }
    }

    void awaitWarm() throws InterruptedException {
        if (!warm.await(3, TimeUnit.MINUTES)) {
            throw new IllegalStateException("No load comes about:\n" + application.log());
        }
    }

    Queue<Call> calls() {
        return calls;
    }

    private void browse(int id) {
        Client client = new Client(PATIENCE);
        Client stranger = new Client(PATIENCE);
        Random random = new Random(id);
        String document = "/documents/" + (2 * id);
        long acknowledged = 0;
        while (!over) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    long version = VERSION.incrementAndGet();
                    String way = random.nextBoolean() ? "" : "/transaction";
                    if (!call(true, client, document + way + "?version=" + version, 0).failed()) {
                        acknowledged = version;
                    }
                }
                case 1, 2, 3 -> call(false, client, document + (random.nextBoolean() ? "" : "/transaction"), acknowledged);
                default -> call(false, stranger, document, NOTHING);
            }
            warm.countDown();
            pause(random.nextInt(20));
        }
    }

    private Call call(boolean isWrite, Client client, String path, long atLeast) {
        long startedAt = System.nanoTime();
        int status;
        String answer;
        try {
            HttpResponse<String> response = isWrite ? client.post(application, path) : client.get(application, path);
            status = response.statusCode();
            answer = response.body();
        } catch (RuntimeException e) {
            status = 599; // No answer.
            answer = e.toString();
        }
        Call call = new Call(isWrite, path, atLeast, startedAt, System.nanoTime(), status, answer);
        calls.add(call);
        return call;
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis); // They think.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        threads.shutdown();
        threads.awaitTermination(60, TimeUnit.SECONDS);
    }
}
