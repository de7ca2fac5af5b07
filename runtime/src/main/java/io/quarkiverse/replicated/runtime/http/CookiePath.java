package io.quarkiverse.replicated.runtime.http;

import java.util.Optional;
import java.util.regex.Pattern;

import io.quarkus.vertx.http.runtime.ProxyConfig;
import io.vertx.core.http.HttpServerRequest;

/** The path for which browsers send a cookie back. It must be that of the URL which the browser sees. */
interface CookiePath {

    /** Characters that end a cookie's attribute, or could begin another one, are not among these. */
    Pattern PREFIX = Pattern.compile("(/[\\w.~%-]+)+/?");

    String of(HttpServerRequest request);

    /**
     * The configured path; otherwise the root path of the application, below the prefix that a trusted proxy has taken away.
     *
     * @param configured the path if it is configured
     */
    static CookiePath of(Optional<String> configured, String rootPath, ProxyConfig proxy) {
        boolean trustsPrefix = proxy.proxyAddressForwarding() && proxy.enableForwardedPrefix();
        return configured.isPresent() ? request -> configured.get()
                : trustsPrefix ? request -> below(request.getHeader(proxy.forwardedPrefixHeader()), rootPath)
                        : request -> rootPath;
    }

    private static String below(String prefix, String rootPath) {
        if (prefix == null || !PREFIX.matcher(prefix).matches()) {
            return rootPath;
        }
        String without = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return rootPath.equals("/") ? without : without + rootPath;
    }
}
