package io.quarkiverse.replicated.deployment.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;

import io.quarkiverse.replicated.deployment.exception.ReplicatedSetupException;
import io.quarkus.test.QuarkusUnitTest;

/** The application and the assertion that the tests of mistakes share. */
final class Mistakes {

    private Mistakes() {
    }

    /** An application with a primary and a replica, on any database. */
    static QuarkusUnitTest application(Class<?>... classes) {
        return new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(classes))
                .overrideConfigKey("quarkus.datasource.master.db-kind", "h2")
                .overrideConfigKey("quarkus.datasource.master.jdbc.url", "jdbc:h2:mem:master")
                .overrideConfigKey("quarkus.datasource.replica.db-kind", "h2")
                .overrideConfigKey("quarkus.datasource.replica.jdbc.url", "jdbc:h2:mem:replica");
    }

    /** Checks that this is the only mistake, and that its message has all of these words and a link. */
    static Consumer<Throwable> only(Class<? extends ReplicatedSetupException> mistake, String... words) {
        return failure -> {
            assertThat(of(failure)).singleElement().isExactlyInstanceOf(mistake);
            assertThat(of(failure).get(0)).hasMessageContainingAll(words).hasMessageContaining("https://");
            assertThat(failure).hasMessageContaining(of(failure).get(0).getMessage());
        };
    }

    /** The mistakes that this failure reports, once each, with nothing that would be printed besides. */
    static List<ReplicatedSetupException> of(Throwable failure) {
        assertThat(failure).isExactlyInstanceOf(ReplicatedSetupException.class).hasNoSuppressedExceptions().hasNoCause();
        assertThat(failure.getStackTrace()).isEmpty();
        return ((ReplicatedSetupException) failure).mistakes();
    }
}
