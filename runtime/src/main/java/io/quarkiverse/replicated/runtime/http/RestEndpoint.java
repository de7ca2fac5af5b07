package io.quarkiverse.replicated.runtime.http;

import jakarta.enterprise.context.ContextNotActiveException;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

import io.quarkiverse.replicated.runtime.scope.ClassPath;

/** Names the REST endpoint that the current thread serves, for messages. */
final class RestEndpoint {

    static final boolean REST_PRESENT = ClassPath
            .has("org.jboss.resteasy.reactive.server.core.CurrentRequestManager");

    private RestEndpoint() {
    }

    /** The class and method of the endpoint, or {@code null} if this thread serves none. */
    static String describe() {
        return CurrentEndpoint.describe();
    }

    /** The only code that needs Quarkus REST. It is a class of its own, so that it is not loaded without Quarkus REST. */
    private static final class CurrentEndpoint {

        static String describe() {
            ResteasyReactiveRequestContext context;
            try {
                context = CurrentRequestManager.get();
            } catch (ContextNotActiveException e) {
                return null; // A thread of the application has resumed the request.
            }
            RuntimeResource resource = context == null ? null : context.getTarget();
            return resource == null ? null
                    : resource.getResourceClass().getName() + "#" + resource.getJavaMethodName();
        }
    }
}
