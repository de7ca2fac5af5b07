package io.quarkiverse.replicated.it.topologies;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;

/**
 * Clients that write and read without end, each with a document of its own: half of them with cookies, half with the header
 * alone. Strangers only read. After a write that failed, a client goes on with a fresh document, because the failed one may
 * still be committed.
 */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 10;
    private static final int STRANGERS = 2;
    private static final String HEADER = "Replicated-Position";

    // Plain JDBC, a transaction of JTA, Hibernate ORM.
    private static final List<String> WAYS = List.of("", "/transaction", "/orm");
    // The same, and a transaction of JDBC that is repeatable.
    private static final List<String> ISOLATING_WAYS = List.of("", "/transaction", "/orm", "/repeatable");

    // A request that hangs counts as failed after this time.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final long startedAtNanos = System.nanoTime();
    private final AtomicInteger nextDocument = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + STRANGERS, Load::daemon);
    private final CountDownLatch warm = new CountDownLatch(20 * CLIENTS);
    private final Tally tally = new Tally();
    private final List<String> readingWays;
    private volatile Application application;
    private volatile boolean over;

    /** @param isolates whether it reads in repeatable transactions, too */
    Load(Application application, boolean isolates) {
        this.readingWays = isolates ? ISOLATING_WAYS : WAYS;
        this.application = application;
        for (int i = 0; i < CLIENTS; i++) {
            boolean cookies = i % 2 == 0;
            Random random = new Random(i);
            threads.execute(() -> new Writer(cookies, random).browse());
        }
        for (int i = 0; i < STRANGERS; i++) {
            Random random = new Random(-1 - i);
            threads.execute(() -> readAsStranger(random));
        }
    }

    /** Whether the load came about within half a minute. */
    boolean awaitWarm() throws InterruptedException {
        return warm.await(30, TimeUnit.SECONDS);
    }

    /** Requests that begin from now on go there. */
    void turnTo(Application next) {
        application = next;
    }

    Application application() {
        return application;
    }

    Tally tally() {
        return tally;
    }

    private void readAsStranger(Random random) {
        while (!over) {
            Client client = new Client(PATIENCE);
            String path = "/documents/" + random.nextInt(CLIENTS) + readingWays.get(random.nextInt(readingWays.size()));
            if (count(send(client, "GET", path, Map.of()), tally.readsFailed)) {
                warm.countDown();
            } else {
                tally.strangersFailed.increment();
            }
            think(random);
        }
    }

    /** @return {@code null} without an answer */
    private HttpResponse<String> send(Client client, String method, String path, Map<String, String> headers) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(application, method, path, "", headers);
            if (method.equals("GET") && response.statusCode() == 200) {
                tally.read(response.body().split(" ")[1]);
            }
            return response;
        } catch (RuntimeException e) {
            return null;
        } finally {
            tally.took(System.nanoTime() - start);
        }
    }

    private boolean count(HttpResponse<String> response, LongAdder failed) {
        if (response != null && response.statusCode() < 300) {
            return true;
        }
        failed.increment();
        tally.failed(response == null ? "no answer" : Integer.toString(response.statusCode()));
        Waiting.pass(Duration.ofMillis(50));
        return false;
    }

    private static void think(Random random) {
        Waiting.pass(Duration.ofMillis(random.nextInt(20)));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        threads.shutdown();
        threads.awaitTermination(PATIENCE.toSeconds() + 10, TimeUnit.SECONDS);
    }

    /** One client with its document. Used by one thread. */
    private final class Writer {

        private final Client client = new Client(PATIENCE);
        private final boolean cookies;
        private final Random random;
        private String position = "";
        private long document = nextDocument.getAndIncrement();
        private long acknowledged;

        Writer(boolean cookies, Random random) {
            this.cookies = cookies;
            this.random = random;
        }

        void browse() {
            while (!over) {
                write();
                for (int i = random.nextInt(3); i >= 0 && !over; i--) {
                    read();
                    think(random);
                }
                warm.countDown();
            }
        }

        private void write() {
            long version = acknowledged + 1;
            HttpResponse<String> response = exchange("POST", path(WAYS) + "?version=" + version);
            if (count(response, tally.writesFailed)) {
                tally.writes.increment();
                acknowledged = version;
                tally.acknowledged.put(document, version);
            } else {
                document = nextDocument.getAndIncrement() % Documents.COUNT;
                acknowledged = 0;
            }
        }

        private void read() {
            String path = path(readingWays);
            HttpResponse<String> response = exchange("GET", path);
            if (count(response, tally.readsFailed)
                    && Long.parseLong(response.body().split(" ")[0]) < acknowledged) {
                tally.stale.add(new Tally.Stale(document, acknowledged, response.body(), "GET " + path
                        + (cookies ? " with cookies" : " with the header"),
                        Duration.ofNanos(System.nanoTime() - startedAtNanos)));
            }
        }

        private String path(List<String> ways) {
            return "/documents/" + document + ways.get(random.nextInt(ways.size()));
        }

        private HttpResponse<String> exchange(String method, String path) {
            HttpResponse<String> response = send(client, method, path,
                    cookies || position.isEmpty() ? Map.of() : Map.of(HEADER, position));
            if (!cookies) {
                client.cookies().clear();
                if (response != null) {
                    position = response.headers().firstValue(HEADER).orElse(position);
                }
            }
            return response;
        }
    }
}
