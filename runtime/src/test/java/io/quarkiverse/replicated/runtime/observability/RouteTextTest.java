package io.quarkiverse.replicated.runtime.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

class RouteTextTest {

    private static final Route READ = new Route(Target.REPLICA, "replica-2", Reason.HTTP_METHOD);
    private static final Route WRITE = new Route(Target.PRIMARY, "master", Reason.ANNOTATION);

    @Test
    void aRouteIsItsDatasourceWithTheReason() {
        assertThat(RouteText.of(READ)).isEqualTo("replica-2; reason=http-method");
    }

    @Test
    void severalAreAList() {
        assertThat(RouteText.of(List.of(READ, WRITE), 0)).isEqualTo("replica-2; reason=http-method, master; reason=annotation");
    }

    @Test
    void aWaitIsShownInMilliseconds() {
        assertThat(RouteText.of(List.of(READ), Duration.ofMillis(35).toNanos())).endsWith("; reason=http-method; waited=35");
        assertThat(RouteText.of(List.of(READ), Duration.ofNanos(999_999).toNanos())).doesNotContain("waited");
    }

    /** No name of a datasource can add another header. */
    @Test
    void aNameThatIsNoTokenIsAString() {
        assertThat(RouteText.of(named("2nd"))).isEqualTo("\"2nd\"; reason=http-method");
        assertThat(RouteText.of(named("a\"b\\c\r\nd\u00e9"))).isEqualTo("\"a\\\"b\\\\c??d?\"; reason=http-method");
    }

    private static Route named(String dataSource) {
        return new Route(Target.REPLICA, dataSource, Reason.HTTP_METHOD);
    }
}
