package io.quarkiverse.replicated.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** Many requests of all kinds at a time, over few connections and few threads: none sees what another left behind. */
@QuarkusTest
class NothingLeaksTest {

    private static final int CLIENTS = 16;
    private static final int REQUESTS_PER_CLIENT = 250;

    private static final Map<String, String> ANSWERS = new TreeMap<>(Map.ofEntries(
            Map.entry("GET ", "replica HTTP_METHOD"),
            Map.entry("POST ", "primary HTTP_METHOD"),
            Map.entry("GET /changes", "primary ANNOTATION"),
            Map.entry("POST /replica", "replica ANNOTATION"),
            Map.entry("GET /transaction", "replica HTTP_METHOD, replica OPEN_TRANSACTION"),
            Map.entry("POST /transaction", "primary HTTP_METHOD, primary OPEN_TRANSACTION"),
            Map.entry("GET /nested", "replica HTTP_METHOD, primary ANNOTATION, replica ANNOTATION, replica HTTP_METHOD"),
            Map.entry("GET /tasks", "replica HTTP_METHOD, primary ANNOTATION, replica HTTP_METHOD"),
            Map.entry("POST /stream", "replica ANNOTATION"),
            Map.entry("GET /failing", "primary ANNOTATION"),
            Map.entry("GET /failing-transaction", "primary ANNOTATION"),
            Map.entry("GET /failing-scope", "primary ANNOTATION, replica HTTP_METHOD"),
            Map.entry("POST /failing-scope", "replica ANNOTATION, primary HTTP_METHOD")));

    @TestHTTPResource("/load")
    URI load;

    @Inject
    WhereAmI where;

    @Test
    void everyAnswerIsItsOwn() throws Exception {
        List<Callable<List<String>>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int seed = client;
            clients.add(() -> mistakesOf(seed));
        }

        List<String> mistakes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (Future<List<String>> client : threads.invokeAll(clients)) {
                mistakes.addAll(client.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(mistakes).isEmpty();
        assertThat(where.tell()).isEqualTo("primary NO_REQUEST");
    }

    /** One client with one connection, which the server keeps alive. */
    private List<String> mistakesOf(int seed) throws Exception {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Random random = new Random(seed);
        List<String> questions = List.copyOf(ANSWERS.keySet());
        List<String> mistakes = new ArrayList<>();
        for (int i = 0; i < REQUESTS_PER_CLIENT; i++) {
            String question = questions.get(random.nextInt(questions.size()));
            String answer = http.send(request(question), BodyHandlers.ofString()).body();
            if (question.equals("GET /tasks")) {
                // As long as the task that may write has its connection, it is unknown what its siblings must see.
                answer = answer.replace("primary POSITION_NOT_REACHED", "replica HTTP_METHOD");
            }
            if (!answer.equals(ANSWERS.get(question))) {
                mistakes.add(question + " was answered by " + answer);
            }
        }
        return mistakes;
    }

    private HttpRequest request(String question) {
        String[] methodAndPath = question.split(" ", 2);
        return HttpRequest.newBuilder(URI.create(load + methodAndPath[1])).method(methodAndPath[0], BodyPublishers.noBody())
                .build();
    }
}
