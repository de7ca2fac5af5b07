package io.quarkiverse.replicated.it.topologies;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The interfaces of the tools. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {
    }

    static HttpResponse<String> send(String method, String address, String body) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    static int status(String method, String address, String body) throws IOException, InterruptedException {
        return send(method, address, body).statusCode();
    }
}
