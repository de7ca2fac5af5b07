package io.quarkiverse.replicated.runtime.server;

/**
 * Identifies the server process that answered. It shows when one name leads to several servers, as behind a balancer or a
 * pooler.
 *
 * @param address the address of the server's end of the connection, as the server sees it
 * @param startedAt when the server started, in a form that does not depend on the settings of the session. The time stays the
 *        same if only a child process crashed.
 */
public record ServerIdentity(String address, String startedAt) {
}
