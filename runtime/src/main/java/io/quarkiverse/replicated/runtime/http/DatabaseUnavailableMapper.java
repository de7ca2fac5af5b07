package io.quarkiverse.replicated.runtime.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.DatabaseUnavailableException;

/**
 * Answers a request that no server can serve now, and asks the client to try again. The answer reveals nothing about the
 * servers.
 */
public final class DatabaseUnavailableMapper implements ExceptionMapper<DatabaseUnavailableException> {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    // Servers are probed more often than once a second, but HTTP has no smaller unit (RFC 9110, section 10.2.3).
    private static final int SECONDS = 1;

    @Override
    public Response toResponse(DatabaseUnavailableException failure) {
        LOG.debug("A request was turned away", failure);
        return Response.status(Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, SECONDS)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .entity("The database is not available at the moment. Try again in a second.")
                .build();
    }
}
