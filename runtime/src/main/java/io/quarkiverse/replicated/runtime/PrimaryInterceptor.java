package io.quarkiverse.replicated.runtime;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkiverse.replicated.Route.Target;

/** {@code @ChangesDatabase} on a bean. */
@Interceptor
@RouteBinding(Target.PRIMARY)
@Priority(RouteInterceptor.PRIORITY)
public final class PrimaryInterceptor extends RouteInterceptor {

    public PrimaryInterceptor() {
        super(Target.PRIMARY);
    }

    @Override
    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
        return super.around(context);
    }
}
