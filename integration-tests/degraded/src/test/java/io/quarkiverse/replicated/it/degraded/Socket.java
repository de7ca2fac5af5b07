package io.quarkiverse.replicated.it.degraded;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.restassured.RestAssured;

/** A WebSocket to the application, over which each question gets one answer. */
final class Socket implements AutoCloseable {

    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    Socket(String path) {
        socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + RestAssured.port + path), new WebSocket.Listener() {

                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        answers.add(text.toString());
                        from.request(1);
                        return null;
                    }
                }).join();
    }

    String ask(String question) throws InterruptedException {
        socket.sendText(question, true).join();
        return answers.poll(Application.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
