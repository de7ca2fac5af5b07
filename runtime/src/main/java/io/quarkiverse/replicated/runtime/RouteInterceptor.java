package io.quarkiverse.replicated.runtime;

import java.lang.reflect.Method;

import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;

/**
 * Opens the scope of an annotated bean method. Its subclasses stand outside of {@code @Transactional}, whose interceptor has
 * the priority {@code PLATFORM_BEFORE + 200}: the route is known when the transaction takes its connection, and still holds
 * when it commits.
 * <p>
 * A method that returns a stream or a stage has left its scope when the work begins; context propagation remembers the scope
 * with every callback that the method assembles.
 */
abstract class RouteInterceptor {

    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 100;

    private final Target target;
    // The intent of the last method called. An interceptor belongs to one bean: it is nearly always the same method's.
    private RouteIntent last;

    RouteInterceptor(Target target) {
        this.target = target;
    }

    Object around(InvocationContext context) throws Exception {
        RouteIntent outer = RouteScope.enter(intent(context.getMethod()));
        try {
            return context.proceed();
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
}
