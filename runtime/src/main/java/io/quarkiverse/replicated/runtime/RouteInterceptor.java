package io.quarkiverse.replicated.runtime;

import java.lang.reflect.Method;

import jakarta.interceptor.InvocationContext;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Opens the scope of an annotated bean method. Its subclasses stand outside of {@code @Transactional}, whose interceptor has
 * the priority {@code PLATFORM_BEFORE + 200}: the route is known when the transaction takes its connection, and still holds
 * when it commits.
 */
abstract class RouteInterceptor {

    static final int PRIORITY = jakarta.interceptor.Interceptor.Priority.PLATFORM_BEFORE + 100;

    private final Target target;
    // The intent of the last method called. An interceptor belongs to one bean: it is nearly always the same method's.
    private RouteIntent last;

    RouteInterceptor(Target target) {
        this.target = target;
    }

    Object around(InvocationContext context) throws Exception {
        RouteIntent outer = RouteScope.enter(intent(context.getMethod()));
        try {
            return inScope(context.proceed());
        } finally {
            RouteScope.restore(outer);
        }
    }

    private RouteIntent intent(Method method) {
        RouteIntent known = last;
        if (known == null || known.declaredBy() != method) {
            known = new RouteIntent(target, Reason.ANNOTATION, method);
            last = known;
        }
        return known;
    }

    /**
     * A stream does its work when it is subscribed to, after the method has returned. What is assembled here remembers the
     * scope through context propagation, and subscribes to the method's stream inside it.
     */
    private static Object inScope(Object result) {
        if (result instanceof Uni<?> uni) {
            return Uni.createFrom().deferred(() -> uni);
        }
        if (result instanceof Multi<?> multi) {
            return Multi.createFrom().deferred(() -> multi);
        }
        return result;
    }
}
