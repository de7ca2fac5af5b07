package io.quarkiverse.replicated.runtime.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.checkout.LoggedPlaces;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * What a response lets shared caches do (RFC 9111, section 5.2.2). Such a cache would hand the position of one client to all
 * others, and many caches store no response that sets a cookie.
 */
final class SharedCaching {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    // Directives for shared caches alone (RFC 9213, and https://www.w3.org/TR/edge-arch/).
    private static final List<String> TARGETED = List.of("CDN-Cache-Control", "Surrogate-Control");

    private static final Set<String> FORBIDDING = Set.of("private", "no-store");

    private SharedCaching() {
    }

    /** Whether the application says that shared caches may store the response. */
    static boolean isAllowedBy(MultiMap headers) {
        Set<String> all = directives(headers, HttpHeaders.CACHE_CONTROL);
        if (FORBIDDING.stream().noneMatch(all::contains) && (all.contains("public") || all.contains("s-maxage"))) {
            return true;
        }
        return TARGETED.stream().map(it -> directives(headers, it)).anyMatch(
                it -> (it.contains("max-age") || it.contains("s-maxage") || it.contains("public"))
                        && FORBIDDING.stream().noneMatch(it::contains));
    }

    /** Keeps shared caches from storing a response, about which the application says nothing or only how long it is fresh. */
    static void forbid(MultiMap headers) {
        if (FORBIDDING.stream().noneMatch(directives(headers, HttpHeaders.CACHE_CONTROL)::contains)) {
            headers.set(HttpHeaders.CACHE_CONTROL,
                    Stream.concat(headers.getAll(HttpHeaders.CACHE_CONTROL).stream(), Stream.of("private"))
                            .collect(Collectors.joining(", ")));
        }
    }

    /** The names of the directives. One that names single fields, such as {@code private="Set-Cookie"}, is not among them. */
    private static Set<String> directives(MultiMap headers, CharSequence name) {
        return headers.contains(name) ? headers.getAll(name).stream().flatMap(it -> Stream.of(it.split(",")))
                .map(it -> it.strip().toLowerCase(Locale.ROOT)).filter(it -> !it.contains("=\""))
                .map(it -> it.split("=", 2)[0].strip()).collect(Collectors.toSet()) : Set.of();
    }

    /** Says that a response carries no position, and what to do about it. Logs it once for each place in the code. */
    static void warn(LoggedPlaces logged, String place, MultiMap headers) {
        if (logged.add(place)) {
            LOG.warnf("%s used a connection that can write, and lets shared caches store its response (Cache-Control: %s). Its "
                    + "client gets no position, because a cache would hand that to all clients. Until replicas show what was "
                    + "written here, the client may read older data. If this code writes, answer with 'Cache-Control: private' "
                    + "or 'no-store'. If it only reads, let it read from replicas: put @UseReplica(readYourWrites = true) on "
                    + "it, or remove @ChangesDatabase. This is logged once for each such place. %s", place,
                    String.join(", ", headers.getAll(HttpHeaders.CACHE_CONTROL)), Guide.SHARED_CACHES);
        }
    }
}
