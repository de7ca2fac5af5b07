package io.quarkiverse.replicated.runtime.scope;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;

/** {@code @ChangesDatabase} on a bean. */
@Interceptor
@RouteBinding(DeclaredRoute.PRIMARY)
@Priority(RouteInterceptor.PRIORITY)
public final class PrimaryInterceptor extends RouteInterceptor {

    public PrimaryInterceptor() {
        super(DeclaredRoute.PRIMARY);
    }

    @Override
    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
        return super.around(context);
    }
}
