package io.quarkiverse.replicated.benchmarks.frontier;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;

import io.quarkiverse.replicated.benchmarks.Access;

/**
 * Thinks, then writes a new version of one of the documents that are this user's alone, or reads one of them, again and again.
 * Half of the writes are followed by a read of the same document without a thought, as after a redirect.
 */
final class User implements Callable<Void> {

    private static final double REDIRECTS = 0.5;

    private final Browser browser;
    private final long firstDocument;
    private final long[] written;
    private final Mix mix;
    private final Duration think;
    private final Random random;
    private final Observations observations;

    /**
     * @param documents how many belong to this user, from the first one on
     * @param think how long, on average; single times are distributed exponentially
     */
    User(Browser browser, long firstDocument, int documents, Mix mix, Duration think, Random random,
            Observations observations) {
        this.browser = browser;
        this.firstDocument = firstDocument;
        this.written = new long[documents];
        this.mix = mix;
        this.think = think;
        this.random = random;
        this.observations = observations;
    }

    /**
     * Runs until the measurement ends for all users. Each user begins with a write. That write is then aged, as if the user had
     * been here for long, because otherwise a window would apply to all users at first.
     */
    @Override
    public Void call() throws InterruptedException {
        think();
        write();
        browser.age(exponential(Duration.ofNanos(Math.round(think.toNanos() / mix.writes()))));
        think();
        while (!observations.over()) {
            if (random.nextDouble() < mix.writes()) {
                write();
            } else {
                read(random.nextInt(written.length), false);
            }
            think();
        }
        return null;
    }

    private void write() throws InterruptedException {
        int document = random.nextInt(written.length);
        long version = Versions.next();
        HttpResponse<String> response = ask(true, document, "?version=" + version);
        if (response != null) {
            written[document] = version;
            if (random.nextDouble() < REDIRECTS) {
                read(document, true);
            }
        }
    }

    private void read(int document, boolean atOnce) throws InterruptedException {
        HttpResponse<String> response = ask(false, document, "");
        if (response != null) {
            String[] answer = response.body().split(" ");
            observations.read(atOnce, Long.parseLong(answer[0]) < written[document], answer[1].equals("replica"));
        }
    }

    /** @return null if it failed, which has been counted */
    private HttpResponse<String> ask(boolean write, int document, String query) throws InterruptedException {
        String path = Access.ORM.path() + (firstDocument + document) + query;
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = write ? browser.post(path) : browser.get(path);
            if (response.statusCode() / 100 == 2) {
                observations.answered(write, Duration.ofNanos(System.nanoTime() - start));
                return response;
            }
            observations.failed(response.statusCode() + " " + response.body());
        } catch (IOException e) {
            observations.failed(e.toString());
        }
        return null;
    }

    private void think() throws InterruptedException {
        Thread.sleep(exponential(think).toMillis());
    }

    private Duration exponential(Duration mean) {
        return Duration.ofNanos(Math.round(-Math.log(1 - random.nextDouble()) * mean.toNanos()));
    }
}
