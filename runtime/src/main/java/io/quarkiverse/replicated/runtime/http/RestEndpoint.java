package io.quarkiverse.replicated.runtime.http;

import jakarta.enterprise.context.ContextNotActiveException;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

import io.quarkiverse.replicated.runtime.scope.ClassPath;
import io.vertx.core.MultiMap;

/** What is known of the REST endpoint that the current thread serves. */
final class RestEndpoint {

    static final boolean REST_PRESENT = ClassPath
            .has("org.jboss.resteasy.reactive.server.core.CurrentRequestManager");

    private RestEndpoint() {
    }

    /** The class and method of the endpoint, or {@code null} if this thread serves none. */
    static String describe() {
        return CurrentEndpoint.describe();
    }

    /**
     * The headers of the response, with those that Quarkus REST has yet to write.
     *
     * @param written the headers that are written already
     */
    static MultiMap withPending(MultiMap written) {
        return REST_PRESENT ? CurrentEndpoint.withPending(written) : written;
    }

    /** The only code that needs Quarkus REST. It is a class of its own, so that it is not loaded without Quarkus REST. */
    private static final class CurrentEndpoint {

        private static ResteasyReactiveRequestContext current() {
            try {
                return CurrentRequestManager.get();
            } catch (ContextNotActiveException e) {
                return null; // A thread of the application has resumed the request.
            }
        }

        static MultiMap withPending(MultiMap written) {
            ResteasyReactiveRequestContext context = current();
            if (context == null || context.getResponse() == null || !context.getResponse().isCreated()) {
                return written;
            }
            MultiMap all = MultiMap.caseInsensitiveMultiMap().addAll(written);
            context.getResponse().get().getStringHeaders().forEach((name, values) -> all.add(name, values));
            return all;
        }

        static String describe() {
            ResteasyReactiveRequestContext context = current();
            RuntimeResource resource = context == null ? null : context.getTarget();
            return resource == null ? null
                    : resource.getResourceClass().getName() + "#" + resource.getJavaMethodName();
        }
    }
}
