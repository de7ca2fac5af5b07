package io.quarkiverse.replicated.runtime.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.netty.handler.codec.http.cookie.Cookie;
import io.quarkiverse.replicated.runtime.checkout.LoggedPlaces;
import io.quarkiverse.replicated.runtime.position.LogPosition;
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

    // A client with more tokens than this gets one that stands for all of them, because servers limit the headers of a request.
    private static final int MOST = 8;

    // A burst of parallel writes may leave a client with any number of cookies. Removing these takes 3 kB, and proxies limit
    // the headers of a response as well. The next response removes the rest.
    private static final int MOST_EXPIRED = 64;

    private final PositionTokens tokens;
    private final PositionCookies cookies;
    private final String header;
    private final LoggedPlaces withheld = new LoggedPlaces();

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

    /** The places whose responses carried no position because shared caches may store them. */
    LoggedPlaces withheld() {
        return withheld;
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
        List<String> ofCookies = presentedCookies(request).stream().map(Cookie::value).toList();
        return texts.isEmpty() && ofCookies.isEmpty() ? PresentedTokens.NONE : tokens.read(texts, ofCookies);
    }

    /** Drops the tokens that the primary's answer shows to be forged. */
    PresentedTokens prove(PresentedTokens presented, Sample primary) {
        return tokens.prove(presented, primary);
    }

    /** The same tokens with what they require now. */
    PresentedTokens renew(PresentedTokens presented) {
        return tokens.renew(presented);
    }

    /**
     * @param written what the request has written, never nothing
     * @param here a position that includes what all requests to this process have written, or {@code null}
     */
    void write(HttpServerRequest request, PresentedTokens presented, RequiredPosition written, LogPosition here) {
        List<Cookie> sent = presentedCookies(request);
        boolean tooMany = sent.size() > MOST || presented.all().size() > MOST;
        RequiredPosition minted = tooMany ? presented.standingForAll(written) : presented.joinedWith(written);
        Map<Token, String> issued = new LinkedHashMap<>();
        tokens.issue(minted).forEach(it -> issued.put(it, tokens.text(it)));
        HttpServerResponse response = request.response();
        if (header != null) {
            RequiredPosition all = joined(minted, here);
            Stream<String> texts = all == minted ? issued.values().stream()
                    : tokens.issue(all).stream().map(tokens::text);
            response.headers().set(header, String.join(",", Stream.concat(texts,
                    tooMany ? Stream.of() : presented.neededBesides(all).stream().map(Presented::text)).distinct()
                    .toList()));
        }
        if (cookies != null) {
            Set<String> superfluous = tooMany ? names(sent) : superfluous(sent, presented.coveredBy(minted));
            writeCookies(request, issued, superfluous);
        }
        SharedCaching.forbid(response.headers());
    }

    /**
     * The position for the header. A client that writes in parallel, and keeps only the header of the response that came last,
     * then also sees what its other requests to this process have written.
     */
    private static RequiredPosition joined(RequiredPosition minted, LogPosition here) {
        return here == null || minted.position() == null || !minted.position().isSameHistory(here) ? minted
                : minted.and(RequiredPosition.of(here));
    }

    private static Set<String> names(List<Cookie> cookies) {
        Set<String> names = new LinkedHashSet<>();
        cookies.forEach(it -> names.add(it.name()));
        return names;
    }

    /** The names of the cookies that carry one of these tokens. */
    private static Set<String> superfluous(List<Cookie> sent, List<Presented> covered) {
        Set<String> texts = new LinkedHashSet<>();
        covered.forEach(it -> texts.add(it.text()));
        return names(sent.stream().filter(it -> texts.contains(it.value())).toList());
    }

    private void writeCookies(HttpServerRequest request, Map<Token, String> issued, Set<String> superfluous) {
        MultiMap headers = request.response().headers();
        issued.forEach((token, text) -> {
            String name = cookies.name(token);
            superfluous.remove(name);
            headers.add(HttpHeaders.SET_COOKIE, cookies.set(name, text, request));
        });
        superfluous.stream().limit(MOST_EXPIRED)
                .forEach(it -> headers.add(HttpHeaders.SET_COOKIE, cookies.expire(it, request)));
    }

    private List<Cookie> presentedCookies(HttpServerRequest request) {
        return cookies == null ? List.of() : cookies.presentedBy(request);
    }
}
