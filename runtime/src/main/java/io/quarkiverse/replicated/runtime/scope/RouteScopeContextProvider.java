package io.quarkiverse.replicated.runtime.scope;

import java.util.Map;

import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.smallrye.context.FastThreadContextProvider;

/** Carries the scope of the call to the tasks and the Mutiny pipelines that it starts. */
public final class RouteScopeContextProvider implements FastThreadContextProvider {

    @Override
    public String getThreadContextType() {
        return "quarkus-replicated";
    }

    @Override
    public ThreadLocal<?> threadLocal(Map<String, String> properties) {
        return RouteScope.threadLocal();
    }

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        return snapshot(RouteScope.current());
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return snapshot(null);
    }

    private static ThreadContextSnapshot snapshot(RouteIntent captured) {
        return () -> {
            RouteIntent outer = RouteScope.current();
            RouteScope.restore(captured);
            return () -> RouteScope.restore(outer);
        };
    }
}
