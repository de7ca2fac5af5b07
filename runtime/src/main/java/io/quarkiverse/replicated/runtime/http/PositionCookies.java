package io.quarkiverse.replicated.runtime.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;

/**
 * The cookies that carry tokens. Each token has its own cookie, which is named after the token's position. Two responses that
 * arrive in the wrong order can therefore not overwrite each other's cookies. A response removes only cookies that its own
 * request has sent.
 */
final class PositionCookies {

    private final String prefix;
    private final String path;
    private final CookieSameSite sameSite;
    private final long lifeSeconds;

    /** @param life how long a browser keeps the cookies, at least */
    PositionCookies(ConsistencyConfig.Cookie config, String path, Duration life) {
        this.prefix = config.name() + "-";
        this.path = path;
        this.sameSite = CookieSameSite.valueOf(config.sameSite().name().toUpperCase(Locale.ROOT));
        this.lifeSeconds = life.plusMillis(999).toSeconds();
    }

    /**
     * The cookies in this header that may carry tokens. For most requests there are none, which costs one search in the
     * header.
     */
    List<io.netty.handler.codec.http.cookie.Cookie> in(String cookieHeader) {
        return !cookieHeader.contains(prefix) ? List.of()
                : ServerCookieDecoder.LAX.decodeAll(cookieHeader).stream().filter(it -> it.name().startsWith(prefix)).toList();
    }

    /** The value of a {@code Set-Cookie} header. */
    String set(String name, String text, boolean secure) {
        return cookie(name, text, secure).setMaxAge(lifeSeconds).encode();
    }

    /** The value of a {@code Set-Cookie} header that removes the cookie. */
    String expire(String name, boolean secure) {
        return cookie(name, "", secure).setMaxAge(0).encode();
    }

    private Cookie cookie(String name, String value, boolean secure) {
        return Cookie.cookie(name, value).setPath(path).setHttpOnly(true).setSameSite(sameSite).setSecure(secure);
    }

    /** @param ofToken the name of the token, which differs for tokens that must not overwrite each other */
    String name(String ofToken) {
        return prefix + ofToken;
    }
}
