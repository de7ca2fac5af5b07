package io.quarkiverse.replicated.deployment.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Singleton;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.deployment.exception.UnreachableAnnotationException;
import io.quarkus.test.QuarkusUnitTest;

class UnreachableAnnotationTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes
            .application(Audit.class, Base.class, Inheriting.class, FromSuperclass.class, Overriding.class)
            .assertException(failure -> assertThat(Mistakes.of(failure))
                    .allMatch(UnreachableAnnotationException.class::isInstance)
                    .extracting(Throwable::getMessage)
                    .satisfiesExactlyInAnyOrder(
                            it -> assertThat(it).contains("Audit#note", "UnreachableAnnotationTest$Inheriting,", "Override"),
                            it -> assertThat(it).contains("Audit#note", "UnreachableAnnotationTest$FromSuperclass,")));

    @Test
    void failsTheBuildForEachClassThatOnlyInherits() {
        Assertions.fail("the application was built");
    }

    interface Audit {

        @ChangesDatabase
        default void note() {
        }
    }

    static class Base {

        public void note() {
        }
    }

    @Singleton
    static class Inheriting implements Audit {
    }

    @Singleton
    static class FromSuperclass extends Base implements Audit {
    }

    @Singleton
    static class Overriding implements Audit {

        @Override
        public void note() {
        }
    }
}
