package io.quarkiverse.replicated.it.bean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.context.ManagedExecutor;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.test.junit.QuarkusTest;

/** Two subtasks of one request under contradicting annotations, whose scopes overlap without nesting. */
@QuarkusTest
class CrossingScopesTest {

    @Inject
    Reading reading;

    @Inject
    Writing writing;

    @Inject
    WhereAmI where;

    @Inject
    ManagedExecutor executor;

    @Inject
    Requests requests;

    @Test
    void readerThatLeavesDoesNotTouchWriter() throws Exception {
        Answers answers = requests.get(() -> cross(reading::call, writing::call));

        assertThat(answers.first).isEqualTo("replica ANNOTATION, after it replica HTTP_METHOD");
        assertThat(answers.second).isEqualTo("primary ANNOTATION, after it replica HTTP_METHOD");
        assertThat(answers.request).isEqualTo("replica HTTP_METHOD");
    }

    @Test
    void writerThatLeavesDoesNotTouchReader() throws Exception {
        Answers answers = requests.post(() -> cross(writing::call, reading::call));

        assertThat(answers.first).isEqualTo("primary ANNOTATION, after it primary HTTP_METHOD");
        assertThat(answers.second).isEqualTo("replica ANNOTATION, after it primary HTTP_METHOD");
        assertThat(answers.request).isEqualTo("primary HTTP_METHOD");
    }

    @Test
    void subtasksDoNotTouchTheScopeTheyWereStartedIn() throws Exception {
        Answers answers = requests.get(() -> writing.call(() -> cross(reading::call, writing::call)));

        assertThat(answers.first).isEqualTo("replica ANNOTATION, after it primary ANNOTATION");
        assertThat(answers.second).isEqualTo("primary ANNOTATION, after it primary ANNOTATION");
        assertThat(answers.request).isEqualTo("primary ANNOTATION");
    }

    /** The first enters, the second enters, both ask; the first leaves, the second asks again, then leaves. */
    private Answers cross(Scope first, Scope second) throws Exception {
        CountDownLatch firstIsIn = new CountDownLatch(1);
        CountDownLatch secondIsIn = new CountDownLatch(1);
        CountDownLatch firstIsOut = new CountDownLatch(1);

        CompletableFuture<String> one = executor.supplyAsync(() -> get(() -> {
            String inside = first.call(() -> {
                firstIsIn.countDown();
                await(secondIsIn);
                return where.tell();
            });
            String outside = where.tell();
            firstIsOut.countDown();
            return inside + ", after it " + outside;
        }));
        CompletableFuture<String> two = executor.supplyAsync(() -> get(() -> {
            await(firstIsIn);
            String inside = second.call(() -> {
                String before = where.tell();
                secondIsIn.countDown();
                await(firstIsOut);
                assertThat(where.tell()).isEqualTo(before);
                return before;
            });
            return inside + ", after it " + where.tell();
        }));
        return new Answers(one.get(2, TimeUnit.MINUTES), two.get(2, TimeUnit.MINUTES), where.tell());
    }

    private record Answers(String first, String second, String request) {
    }

    private interface Scope {

        String call(Callable<String> code) throws Exception;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(1, TimeUnit.MINUTES)).as("the other subtask got there").isTrue();
    }

    private static String get(Callable<String> code) {
        try {
            return code.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
