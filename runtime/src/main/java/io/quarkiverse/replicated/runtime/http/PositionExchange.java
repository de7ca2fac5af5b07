package io.quarkiverse.replicated.runtime.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.netty.handler.codec.http.cookie.Cookie;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.token.PositionTokens;
import io.quarkiverse.replicated.runtime.token.PresentedTokens;
import io.quarkiverse.replicated.runtime.token.PresentedTokens.Presented;
import io.quarkiverse.replicated.runtime.token.Token;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Reads the tokens of a request, and adds the tokens that its client needs from then on to the response. */
final class PositionExchange {

    // A burst of parallel writes leaves a client with many cookies. A response removes only a few of them, because proxies
    // limit its headers.
    private static final int MOST_EXPIRED = 16;

    private final PositionTokens tokens;
    private final PositionCookies cookies;
    private final String header;

    /**
     * @param cookies {@code null} if cookies are switched off
     * @param header {@code null} if the header is switched off
     */
    PositionExchange(PositionTokens tokens, PositionCookies cookies, String header) {
        this.tokens = tokens;
        this.cookies = cookies;
        this.header = header;
    }

    /** An exchange in which clients carry no positions. */
    static PositionExchange none(PositionTokens tokens) {
        return new PositionExchange(tokens, null, null);
    }

    /** Whether clients carry positions, in a header or in cookies. */
    boolean carries() {
        return header != null || cookies != null;
    }

    /** The tokens that the client sends, without those that are not genuine. */
    PresentedTokens read(HttpServerRequest request) {
        boolean hasHeader = header != null && request.headers().contains(header);
        if (!hasHeader && (cookies == null || !request.headers().contains(HttpHeaders.COOKIE))) {
            return PresentedTokens.NONE;
        }
        List<String> texts = new ArrayList<>();
        if (hasHeader) {
            for (String value : request.headers().getAll(header)) {
                for (String text : value.split(",")) {
                    texts.add(text.strip());
                }
            }
        }
        presentedCookies(request).forEach(it -> texts.add(it.value()));
        return texts.isEmpty() ? PresentedTokens.NONE : tokens.read(texts);
    }

    /** Drops the tokens that the primary's answer shows to be forged. */
    PresentedTokens prove(PresentedTokens presented, Sample primary) {
        return tokens.prove(presented, primary);
    }

    /** @param written what the request has written, never nothing */
    void write(HttpServerRequest request, PresentedTokens presented, RequiredPosition written) {
        RequiredPosition minted = presented.joinedWith(written);
        Map<Token, String> issued = new LinkedHashMap<>();
        tokens.issue(minted).forEach(it -> issued.put(it, tokens.text(it)));
        HttpServerResponse response = request.response();
        if (header != null) {
            response.headers().set(header, String.join(",", Stream.concat(issued.values().stream(),
                    presented.neededBesides(minted).stream().map(Presented::text)).distinct().toList()));
        }
        if (cookies != null) {
            writeCookies(request, presented, minted, issued);
        }
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            // A shared cache must not hand one client's position to all others.
            response.headers().set(HttpHeaders.CACHE_CONTROL, "private");
        }
    }

    private void writeCookies(HttpServerRequest request, PresentedTokens presented, RequiredPosition minted,
            Map<Token, String> issued) {
        boolean secure = request.isSSL() || "https".equals(request.scheme());
        MultiMap headers = request.response().headers();
        Map<String, String> names = new LinkedHashMap<>();
        presentedCookies(request).forEach(it -> names.put(it.value(), it.name()));
        issued.forEach((token, text) -> {
            String name = cookies.name(tokens.name(token));
            names.values().remove(name);
            headers.add(HttpHeaders.SET_COOKIE, cookies.set(name, text, secure));
        });
        presented.coveredBy(minted).stream().map(it -> names.get(it.text())).filter(it -> it != null)
                .limit(MOST_EXPIRED)
                .forEach(it -> headers.add(HttpHeaders.SET_COOKIE, cookies.expire(it, secure)));
    }

    /** The cookies that may carry tokens. HTTP/2 may send them in several headers (RFC 9113, section 8.2.3). */
    private List<Cookie> presentedCookies(HttpServerRequest request) {
        if (cookies == null) {
            return List.of();
        }
        List<String> headers = request.headers().getAll(HttpHeaders.COOKIE);
        return headers.isEmpty() ? List.of() : headers.stream().flatMap(it -> cookies.in(it).stream()).toList();
    }
}
