package io.quarkiverse.replicated.it.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class NestedScopesTest {

    @Inject
    Reading reading;

    @Inject
    Writing writing;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Test
    void nearestCallWinsAndOuterOneReturns() throws Exception {
        String answers = requests.get(() -> writing.call(() -> where.tell() + ", "
                + reading.call(() -> where.tell() + ", " + writing.call(where::tell) + ", " + where.tell()) + ", "
                + where.tell()) + ", " + where.tell());

        assertThat(answers).isEqualTo("primary ANNOTATION, replica ANNOTATION, primary ANNOTATION, replica ANNOTATION, "
                + "primary ANNOTATION, replica HTTP_METHOD");
    }

    @Test
    void outerRouteReturnsAfterException() throws Exception {
        String answers = requests.get(() -> writing.call(() -> {
            assertThatThrownBy(() -> reading.call(failing())).hasMessage("replica ANNOTATION");
            return where.tell();
        }) + ", " + where.tell());

        assertThat(answers).isEqualTo("primary ANNOTATION, replica HTTP_METHOD");
    }

    @Test
    void outerRouteReturnsAfterError() throws Exception {
        String answer = requests.get(() -> {
            assertThatThrownBy(() -> writing.call(() -> {
                throw new AssertionError(where.tell());
            })).hasMessage("primary ANNOTATION");
            return where.tell();
        });

        assertThat(answer).isEqualTo("replica HTTP_METHOD");
    }

    @Test
    void threadWithoutRequestIsLeftAsItWas() throws Exception {
        assertThatThrownBy(() -> reading.call(failing())).hasMessage("replica ANNOTATION");

        assertThat(where.tell()).isEqualTo("primary NO_REQUEST");
    }

    private Callable<String> failing() {
        return () -> {
            throw new IllegalStateException(where.tell());
        };
    }
}
