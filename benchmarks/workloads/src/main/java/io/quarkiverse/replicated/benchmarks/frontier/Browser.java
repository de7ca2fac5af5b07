package io.quarkiverse.replicated.benchmarks.frontier;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * One user's browser. It forgets each cookie when that has reached its age: a window is over when the browser says so. For one
 * thread; all browsers share their connections.
 */
final class Browser {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI address;
    private final LongSupplier nanoTime;
    private final Map<String, Cookie> cookies = new HashMap<>();

    /**
     * @param address of the application
     * @param nanoTime as {@link System#nanoTime()}
     */
    Browser(URI address, LongSupplier nanoTime) {
        this.address = address;
        this.nanoTime = nanoTime;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send("POST", path);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE)
                .method(method, BodyPublishers.noBody());
        long now = nanoTime.getAsLong();
        cookies.values().removeIf(it -> it.endsAtNanos - now <= 0);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue().value)
                    .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        return response;
    }

    /** All that it has now is as old as if it had been given so much earlier. */
    void age(Duration time) {
        cookies.replaceAll((name, cookie) -> new Cookie(cookie.value, cookie.endsAtNanos - time.toNanos()));
    }

    private void keep(String header) {
        for (HttpCookie cookie : HttpCookie.parse(header)) {
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else if (cookie.getMaxAge() > 0) {
                long life = Duration.ofSeconds(cookie.getMaxAge()).toNanos();
                cookies.put(cookie.getName(), new Cookie(cookie.getValue(), nanoTime.getAsLong() + life));
            } else {
                throw new IllegalStateException("A cookie without Max-Age: " + header);
            }
        }
    }

    private record Cookie(String value, long endsAtNanos) {
    }
}
