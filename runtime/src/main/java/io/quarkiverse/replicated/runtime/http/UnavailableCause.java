package io.quarkiverse.replicated.runtime.http;

import jakarta.ws.rs.WebApplicationException;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

import io.quarkiverse.replicated.DatabaseUnavailableException;

/**
 * Finds a {@link DatabaseUnavailableException} that other exceptions wrap, as those of Hibernate ORM, jOOQ or plain code do.
 * It then takes the place of its wrapper, and is answered as such. It does so only if the wrapper would have been answered by
 * no exception mapper at all, so that the mappers of the application keep their meaning. All other exceptions stay as they
 * are. The build records this object, so it has the shape of a bean.
 */
public final class UnavailableCause implements ServerRestHandler {

    // A chain of causes may be a circle.
    private static final int DEEPEST = 100;

    @Override
    public void handle(ResteasyReactiveRequestContext context) {
        Throwable failure = context.getThrowable();
        // A WebApplicationException brings its own response.
        if (failure == null || failure instanceof DatabaseUnavailableException || failure instanceof WebApplicationException) {
            return;
        }
        DatabaseUnavailableException unavailable = in(failure);
        if (unavailable != null && !isMapped(failure, context)) {
            context.setAbortHandlerChainStarted(false); // It is started anew.
            context.handleException(unavailable);
        }
    }

    private static DatabaseUnavailableException in(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof DatabaseUnavailableException unavailable) {
                return unavailable;
            }
            cause = cause.getCause();
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> boolean isMapped(T failure, ResteasyReactiveRequestContext context) {
        return context.getDeployment().getExceptionMapper().getExceptionMapper((Class<T>) failure.getClass(), context,
                failure) != null;
    }
}
