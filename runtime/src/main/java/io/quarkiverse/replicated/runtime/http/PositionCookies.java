package io.quarkiverse.replicated.runtime.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.quarkiverse.replicated.runtime.config.ConsistencyConfig;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkiverse.replicated.runtime.token.Token;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * The cookies that carry tokens. Each token has its own cookie, which is named after the token's position. Two responses that
 * arrive in the wrong order can therefore not overwrite each other's cookies. A response removes only cookies that its own
 * request has sent.
 */
final class PositionCookies {

    private final String prefix;
    private final CookiePath path;
    private final CookieSameSite sameSite;
    private final long lifeSeconds;
    private final PositionTokens tokens;

    /** @param life how long a browser keeps the cookies, at least */
    PositionCookies(ConsistencyConfig.Cookie config, CookiePath path, Duration life, PositionTokens tokens) {
        this.prefix = config.name() + "-";
        this.path = path;
        this.sameSite = CookieSameSite.valueOf(config.sameSite().name().toUpperCase(Locale.ROOT));
        this.lifeSeconds = life.plusMillis(999).toSeconds();
        this.tokens = tokens;
    }

    /** The cookies that may carry tokens. HTTP/2 may send them in several headers (RFC 9113, section 8.2.3). */
    List<Cookie> presentedBy(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.COOKIE);
        return headers.isEmpty() ? List.of() : headers.stream().flatMap(it -> in(it).stream()).toList();
    }

    /** For most requests there are none, which costs one search in the header. */
    private List<Cookie> in(String header) {
        return !header.contains(prefix) ? List.of()
                : ServerCookieDecoder.LAX.decodeAll(header).stream().filter(it -> isOurs(it.name())).toList();
    }

    /** The prefix alone is not enough, because that of another application may begin with it. */
    private boolean isOurs(String name) {
        return name.startsWith(prefix) && tokens.mayBeName(name.substring(prefix.length()));
    }

    /** The name of the cookie for this token, which differs for tokens that must not overwrite each other. */
    String name(Token token) {
        return prefix + tokens.name(token);
    }

    /** The value of a {@code Set-Cookie} header. */
    String set(String name, String text, HttpServerRequest request) {
        return io.vertx.core.http.Cookie.cookie(name, text).setPath(path.of(request)).setHttpOnly(true).setSameSite(sameSite)
                .setSecure(isSecure(request)).setMaxAge(lifeSeconds).encode();
    }

    /**
     * The value of a {@code Set-Cookie} header that removes the cookie. It is short, because proxies limit the headers of a
     * response. Browsers accept a cookie for all sites only with both attributes.
     */
    String expire(String name, HttpServerRequest request) {
        return name + "=; Max-Age=0; Path=" + path.of(request)
                + (sameSite == CookieSameSite.NONE ? "; SameSite=None" : "") + (isSecure(request) ? "; Secure" : "");
    }

    private static boolean isSecure(HttpServerRequest request) {
        return request.isSSL() || "https".equals(request.scheme());
    }
}
