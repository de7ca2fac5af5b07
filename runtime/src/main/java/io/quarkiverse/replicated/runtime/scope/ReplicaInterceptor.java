package io.quarkiverse.replicated.runtime.scope;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;

/** {@code @UseReplica} on a bean. */
@Interceptor
@RouteBinding(DeclaredRoute.REPLICA)
@Priority(RouteInterceptor.PRIORITY)
public final class ReplicaInterceptor extends RouteInterceptor {

    public ReplicaInterceptor() {
        super(DeclaredRoute.REPLICA);
    }

    @Override
    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
        return super.around(context);
    }
}
