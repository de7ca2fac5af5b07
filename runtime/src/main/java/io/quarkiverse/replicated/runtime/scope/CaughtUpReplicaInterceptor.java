package io.quarkiverse.replicated.runtime.scope;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;

/** {@code @UseReplica(readYourWrites = true)} on a bean. */
@Interceptor
@RouteBinding(DeclaredRoute.REPLICA_READ_YOUR_WRITES)
@Priority(RouteInterceptor.PRIORITY)
public final class CaughtUpReplicaInterceptor extends RouteInterceptor {

    public CaughtUpReplicaInterceptor() {
        super(DeclaredRoute.REPLICA_READ_YOUR_WRITES);
    }

    @Override
    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
        return super.around(context);
    }
}
