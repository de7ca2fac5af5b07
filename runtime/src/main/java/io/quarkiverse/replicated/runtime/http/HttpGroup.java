package io.quarkiverse.replicated.runtime.http;

import io.quarkiverse.replicated.runtime.checkout.PrimaryNow;
import io.quarkiverse.replicated.runtime.checkout.RoutedGroup;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.routing.Group;

/** What an HTTP request needs from a routed group. */
record HttpGroup(Group group, PositionExchange exchange, PrimaryNow primaryNow) {

    /** @param path the path of the cookies */
    static HttpGroup of(RoutedGroup routed, ConsistencyConfig config, CookiePath path) {
        if (routed.settings().mode() == Mode.NONE) {
            return new HttpGroup(routed.group(), PositionExchange.none(routed.tokens()), routed.primaryNow());
        }
        PositionCookies cookies = config.cookie().enabled()
                ? new PositionCookies(config.cookie(), path, routed.settings().cookieLife(), routed.tokens())
                : null;
        return new HttpGroup(routed.group(), new PositionExchange(routed.tokens(), cookies,
                config.header().filter(it -> !it.isBlank()).orElse(null)), routed.primaryNow());
    }
}
