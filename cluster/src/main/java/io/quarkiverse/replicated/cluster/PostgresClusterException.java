package io.quarkiverse.replicated.cluster;

/**
 * A server of the cluster did not do what it was asked to do, or not in time. The message names the server and quotes the end
 * of its log.
 */
public class PostgresClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PostgresClusterException(String message) {
        super(message);
    }

    public PostgresClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
