package io.quarkiverse.replicated.demo;

import java.util.List;

import io.quarkiverse.replicated.Route;

/**
 * What a request brought, and from where.
 *
 * @param server the server that says so itself
 * @param route the server that the extension would have chosen without waiting, and the reason
 */
public record Answer(Server server, Route route, List<Message> messages) {

    /** One server, as it describes itself: the port it listens on, and whether it replays what another one writes. */
    public record Server(int port, boolean inRecovery) {
    }
}
