package io.quarkiverse.replicated.runtime.server;

/**
 * Which server process answered, to notice when one name leads to several: a balancer, a pooler.
 *
 * @param address as the server sees its end of the connection
 * @param startedAt when it started, as the server writes it. It stays the same when only a child of it crashed.
 */
public record ServerIdentity(String address, String startedAt) {
}
