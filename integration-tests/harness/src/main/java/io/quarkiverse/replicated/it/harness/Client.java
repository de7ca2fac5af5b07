package io.quarkiverse.replicated.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A browser, as far as cookies go: it takes what it is given, and sends all that it has, to any application, whatever domain,
 * path or age they were given for. It follows redirects (303). It waits
 * a minute for a response unless it is given another patience, so that a busy machine fails no request. All clients share their
 * connections. Safe for use by several threads.
 */
public final class Client {

    private static final HttpClient HTTP = HttpClient.newBuilder().followRedirects(Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(60)).build();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String POSITION = "Replicated-Position";

    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    // Guarded by itself.
    private final Deque<String> positions = new ArrayDeque<>();
    private final int mostPositions;
    private final Duration patience;

    public Client() {
        this(PATIENCE);
    }

    /** @param patience how long it waits for each response */
    public Client(Duration patience) {
        this(patience, 0);
    }

    private Client(Duration patience, int mostPositions) {
        this.patience = patience;
        this.mostPositions = mostPositions;
    }

    /**
     * A client that is no browser: it keeps no cookies, and sends the positions of its last responses in a header.
     *
     * @param mostPositions how many positions it keeps; with one, it must not write in parallel
     */
    public static Client ofApi(int mostPositions) {
        return new Client(PATIENCE, mostPositions);
    }

    /** @throws UncheckedIOException if there was no response; one with an error status is a response */
    public HttpResponse<String> get(Application application, String path) {
        return send(application, "GET", path, "", Map.of());
    }

    /** Without a body, otherwise as {@link #get}. */
    public HttpResponse<String> post(Application application, String path) {
        return send(application, "POST", path, "", Map.of());
    }

    /** @param headers are sent besides the cookies */
    public HttpResponse<String> send(Application application, String method, String path, String body,
            Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(application.address().resolve(path))
                .timeout(patience).method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue())
                    .collect(Collectors.joining("; ")));
        }
        if (mostPositions > 0) {
            sendPositions(request);
        }
        HttpResponse<String> response = send(request.build());
        if (mostPositions > 0) {
            response.headers().firstValue(POSITION).ifPresent(this::keepPosition);
        } else {
            response.headers().allValues("Set-Cookie").forEach(this::keep);
        }
        if (response.statusCode() == 303) {
            return get(application, URI.create(response.headers().firstValue("Location").orElseThrow()).getPath());
        }
        return response;
    }

    /** Whether it sees all that it wrote in parallel, whatever the order of the responses. */
    public boolean writesInParallel() {
        return mostPositions != 1;
    }

    /** The names and values of the current cookies. A change of this map changes what is sent next. */
    public Map<String, String> cookies() {
        return cookies;
    }

    private void sendPositions(HttpRequest.Builder request) {
        synchronized (positions) {
            if (!positions.isEmpty()) {
                request.header(POSITION, String.join(",", positions));
            }
        }
    }

    private void keepPosition(String position) {
        synchronized (positions) {
            positions.addLast(position);
            if (positions.size() > mostPositions) {
                positions.removeFirst();
            }
        }
    }

    private void keep(String setCookie) {
        String[] parts = setCookie.split("; ?");
        String[] pair = parts[0].split("=", 2);
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
