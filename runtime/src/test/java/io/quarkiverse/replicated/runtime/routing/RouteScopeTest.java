package io.quarkiverse.replicated.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;

class RouteScopeTest {

    private static final RouteIntent OUTER = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "outer");
    private static final RouteIntent INNER = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "inner");

    @Test
    void theInnermostScopeIsCurrentAndTheOuterOneComesBack() {
        assertThat(RouteScope.current()).isNull();

        RouteIntent none = RouteScope.enter(OUTER);
        RouteIntent outer = RouteScope.enter(INNER);
        assertThat(RouteScope.current()).isSameAs(INNER);

        RouteScope.restore(outer);
        assertThat(RouteScope.current()).isSameAs(OUTER);

        RouteScope.restore(none);
        assertThat(RouteScope.current()).isNull();
    }
}
