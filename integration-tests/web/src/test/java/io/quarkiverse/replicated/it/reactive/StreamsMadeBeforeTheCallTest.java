package io.quarkiverse.replicated.it.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The limit that {@code ChangesDatabase} describes. A stream that was assembled elsewhere, here in a field of the bean, is
 * routed as its caller is, because each of its operators restores the context that it was assembled in. That had no scope.
 */
@QuarkusTest
class StreamsMadeBeforeTheCallTest {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @Inject
    ReadingStreams reading;

    @Inject
    WritingStreams writing;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Test
    void uniInReadingRequestStaysOnReplica() throws Exception {
        assertThat(requests.get(() -> answers(writing.uniOfField())))
                .isEqualTo("replica HTTP_METHOD, downstream replica HTTP_METHOD");
    }

    @Test
    void uniInWritingRequestStaysOnPrimary() throws Exception {
        assertThat(requests.post(() -> answers(reading.uniOfField())))
                .isEqualTo("primary HTTP_METHOD, downstream primary HTTP_METHOD");
    }

    @Test
    void uniWithoutRequestStaysOnPrimary() {
        assertThat(answers(reading.uniOfField())).isEqualTo("primary NO_REQUEST, downstream primary NO_REQUEST");
    }

    @Test
    void multiInReadingRequestStaysOnReplica() throws Exception {
        assertThat(requests.get(() -> answers(writing.multiOfField())))
                .containsExactly("replica HTTP_METHOD, downstream replica HTTP_METHOD",
                        "replica HTTP_METHOD, downstream replica HTTP_METHOD");
    }

    @Test
    void multiInWritingRequestStaysOnPrimary() throws Exception {
        assertThat(requests.post(() -> answers(reading.multiOfField())))
                .containsExactly("primary HTTP_METHOD, downstream primary HTTP_METHOD",
                        "primary HTTP_METHOD, downstream primary HTTP_METHOD");
    }

    private String answers(Uni<String> uni) {
        return uni.map(it -> it + ", downstream " + where.tell()).await().atMost(DEADLINE);
    }

    private List<String> answers(Multi<String> multi) {
        return multi.map(it -> it + ", downstream " + where.tell()).collect().asList().await().atMost(DEADLINE);
    }
}
