package io.quarkiverse.replicated.runtime.routing;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;

class RouteScopeTest {

    private static final RouteIntent OUTER = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "outer", false);
    private static final RouteIntent INNER = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "inner", false);

    @AfterEach
    void leave() {
        RouteScope.restore(null);
    }

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

    @Test
    void whatACallMustSeeHoldsInsideOfItToo() {
        RouteScope.enter(requiring(INNER, required(1, 100)));

        RouteIntent outer = RouteScope.enter(OUTER);
        assertThat(RouteScope.current()).isEqualTo(requiring(OUTER, outer.required()));

        RouteScope.restore(outer);
        RouteScope.enter(requiring(INNER, required(1, 50)));
        assertThat(RouteScope.current().required().position()).isEqualTo(at(1, 100));

        RouteScope.restore(outer);
        RouteScope.enter(requiring(INNER, required(1, 200)));
        assertThat(RouteScope.current().required().position()).isEqualTo(at(1, 200));

        RouteScope.restore(outer);
        assertThat(RouteScope.current().required().position()).isEqualTo(at(1, 100));
    }

    private static RouteIntent requiring(RouteIntent intent, RequiredPosition required) {
        return new RouteIntent(intent.target(), intent.reason(), intent.declaredBy(), intent.readYourWrites(), required);
    }
}
