package io.quarkiverse.replicated.runtime.http;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.checkout.LoggedPlaces;
import io.quarkiverse.replicated.runtime.config.Guide;

/** Responses that leave without a position, because a connection is out with which something may have been committed. */
final class LateWriters {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final LoggedPlaces LOGGED = new LoggedPlaces();

    private LateWriters() {
    }

    /** Logs it once for each place in the code. */
    static void warn(String place) {
        if (LOGGED.add(place)) {
            LOG.warnf("The response of %s leaves while a connection that can write is out, and the primary could not be asked "
                    + "for a position that covers it. The client reads from the primary for "
                    + "quarkus.replicated.consistency.max-age. Return the connection before the response begins, or take it "
                    + "with getReadOnlyConnection(). This is logged once for each such place. %s", place, Guide.POSITIONS);
        }
    }
}
