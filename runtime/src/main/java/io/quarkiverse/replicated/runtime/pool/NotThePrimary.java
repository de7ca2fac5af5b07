package io.quarkiverse.replicated.runtime.pool;

import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.server.SqlState;

/** The failure of a checkout whose connection leads to a replica, although the datasource is that of the primary. */
public final class NotThePrimary {

    private NotThePrimary() {
    }

    /** @param primary the name of the primary's datasource */
    public static DatabaseUnavailableException behind(String primary) {
        return new DatabaseUnavailableException("The server behind '" + primary + "' is in recovery: it is a replica, and not "
                + "the primary. Check quarkus.datasource." + primary + ".jdbc.url. " + Guide.ROLE_CHANGES,
                SqlState.UNABLE_TO_CONNECT);
    }
}
