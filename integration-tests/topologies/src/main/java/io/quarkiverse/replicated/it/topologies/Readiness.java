package io.quarkiverse.replicated.it.topologies;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

import io.quarkiverse.replicated.it.harness.Application;

/** Watches the readiness check, as Kubernetes does, several times a second. */
final class Readiness implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Supplier<Application> application;
    private final Thread thread = new Thread(this::watch, "readiness");
    private volatile boolean over;
    private long downNanos; // of the thread, read after its end
    private String lastDown = ""; // likewise

    Readiness(Supplier<Application> application) {
        this.application = application;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the application says at this moment that some replica is usable. */
    static boolean hasReplica(Application application) throws IOException, InterruptedException {
        return ask(application).body().contains("\": \"usable");
    }

    private void watch() {
        while (!over) {
            long start = System.nanoTime();
            boolean up = isUp();
            Waiting.pass(INTERVAL);
            if (!up) {
                downNanos += System.nanoTime() - start;
            }
        }
    }

    private boolean isUp() {
        try {
            HttpResponse<String> response = ask(application.get());
            if (response.statusCode() == 200) {
                return true;
            }
            lastDown = response.body();
        } catch (IOException e) {
            lastDown = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static HttpResponse<String> ask(Application application) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(application.address().resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5)).build(), BodyHandlers.ofString());
    }

    /** How long it was down in all; after {@link #close}. */
    Duration down() {
        return Duration.ofNanos(downNanos);
    }

    /** What it said when it was down for the last time; empty if it never was. */
    String lastDown() {
        return lastDown;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
    }
}
