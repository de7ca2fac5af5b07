package io.quarkiverse.replicated.runtime.scope;

import java.lang.reflect.Method;

import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;
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

    private final DeclaredRoute route;
    // The last method called, nearly always the next one too: an interceptor belongs to one bean. Any thread may replace it.
    private Known last;

    RouteInterceptor(DeclaredRoute route) {
        this.route = route;
    }

    Object around(InvocationContext context) throws Exception {
        RouteIntent intent = intent(context.getMethod());
        CurrentRequest.declareWrites(intent);
        RouteIntent outer = RouteScope.enter(intent);
        try {
            return context.proceed();
        } finally {
            RouteScope.restore(outer);
        }
    }

    private RouteIntent intent(Method method) {
        Known known = last;
        if (known == null || known.method != method) {
            known = new Known(method, route.by(method.getDeclaringClass().getName() + "#" + method.getName()));
            last = known;
        }
        return known.intent;
    }

    private record Known(Method method, RouteIntent intent) {
    }
}
