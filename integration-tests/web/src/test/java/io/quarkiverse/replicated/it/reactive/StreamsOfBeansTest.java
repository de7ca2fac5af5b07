package io.quarkiverse.replicated.it.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The annotated side of a stream is routed by the annotation, what the caller adds to it as the caller is. */
@QuarkusTest
class StreamsOfBeansTest {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @Inject
    ReadingStreams reading;

    @Inject
    WritingStreams writing;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    static Stream<Arguments> unis() {
        return Stream.of(
                uni("subscribed on a worker", Streams::uni),
                uni("emitted on a worker", Streams::uniEmittedOnWorker));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unis")
    void uniOfWriterInReadingRequest(String name, Function<Streams, Uni<String>> uni) throws Exception {
        assertThat(requests.get(() -> answers(uni.apply(writing))))
                .isEqualTo("primary ANNOTATION, downstream replica HTTP_METHOD, afterwards replica HTTP_METHOD");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unis")
    void uniOfReaderInWritingRequest(String name, Function<Streams, Uni<String>> uni) throws Exception {
        assertThat(requests.post(() -> answers(uni.apply(reading))))
                .isEqualTo("replica ANNOTATION, downstream primary HTTP_METHOD, afterwards primary HTTP_METHOD");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unis")
    void uniOfReaderWithoutRequest(String name, Function<Streams, Uni<String>> uni) {
        assertThat(answers(uni.apply(reading)))
                .isEqualTo("replica ANNOTATION, downstream primary NO_REQUEST, afterwards primary NO_REQUEST");
    }

    @Test
    void multiOfWriterInReadingRequest() throws Exception {
        assertThat(requests.get(() -> answers(writing.multi()))).hasSize(2)
                .containsOnly("primary ANNOTATION, downstream replica HTTP_METHOD");
    }

    @Test
    void multiOfReaderInWritingRequest() throws Exception {
        assertThat(requests.post(() -> answers(reading.multi()))).hasSize(2)
                .containsOnly("replica ANNOTATION, downstream primary HTTP_METHOD");
    }

    @Test
    void stageOfWriterInReadingRequest() throws Exception {
        assertThat(requests.get(() -> answers(writing.stage())))
                .isEqualTo("primary ANNOTATION, downstream replica HTTP_METHOD, afterwards replica HTTP_METHOD");
    }

    @Test
    void stageOfReaderInWritingRequest() throws Exception {
        assertThat(requests.post(() -> answers(reading.stage())))
                .isEqualTo("replica ANNOTATION, downstream primary HTTP_METHOD, afterwards primary HTTP_METHOD");
    }

    private String answers(Uni<String> uni) {
        return uni.map(it -> it + ", downstream " + where.tell()).await().atMost(DEADLINE)
                + ", afterwards " + where.tell();
    }

    private List<String> answers(Multi<String> multi) {
        return multi.map(it -> it + ", downstream " + where.tell()).collect().asList().await().atMost(DEADLINE);
    }

    private String answers(CompletionStage<String> stage) throws Exception {
        return stage.thenApplyAsync(it -> it + ", downstream " + where.tell()).toCompletableFuture()
                .get(DEADLINE.toSeconds(), TimeUnit.SECONDS) + ", afterwards " + where.tell();
    }

    private static Arguments uni(String name, Function<Streams, Uni<String>> uni) {
        return Arguments.of(name, uni);
    }
}
