package io.quarkiverse.replicated.runtime.scope;

import java.lang.reflect.Method;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkus.arc.ArcInvocationContext;

/**
 * Opens the scope of an annotated bean method. It runs outside of {@code @Transactional}, whose interceptor has the priority
 * {@code PLATFORM_BEFORE + 200}. The route is therefore known when the transaction takes its connection, and still holds when
 * the transaction commits.
 * <p>
 * A method that returns a stream or a stage has left its scope when the work begins. Context propagation restores the scope
 * for every callback that the method has assembled.
 */
@Interceptor
@RouteBinding(DeclaredRoute.PRIMARY) // any value, because the member does not bind
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
public final class RouteInterceptor {

    // An interceptor belongs to one bean, which has few annotated methods. Any thread may replace the list. If an entry gets
    // lost, the next call of its method creates it again.
    private Known known;

    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
        RouteIntent intent = intent(context);
        CurrentRequest.declareWrites(intent);
        RouteIntent outer = RouteScope.enter(intent);
        try {
            return context.proceed();
        } finally {
            RouteScope.restore(outer);
        }
    }

    private RouteIntent intent(InvocationContext context) {
        Method method = context.getMethod();
        Known first = known;
        for (Known it = first; it != null; it = it.next) {
            if (it.method == method) {
                return it.intent;
            }
        }
        DeclaredRoute route = ArcInvocationContext.findIterceptorBinding(context, RouteBinding.class).value();
        RouteIntent intent = route.by(method.getDeclaringClass().getName() + "#" + method.getName());
        known = new Known(method, intent, first);
        return intent;
    }

    /** The intent that the bindings of a method declare, and the entry of another method. */
    private record Known(Method method, RouteIntent intent, Known next) {
    }
}
