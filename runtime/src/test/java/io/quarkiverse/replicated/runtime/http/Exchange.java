package io.quarkiverse.replicated.runtime.http;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The headers of a request and of its response. */
record Exchange(MultiMap sent, MultiMap answered) {

    static Exchange begin() {
        return new Exchange(MultiMap.caseInsensitiveMultiMap(), MultiMap.caseInsensitiveMultiMap());
    }

    Exchange with(String header, String value) {
        if (value != null) {
            sent.add(header, value);
        }
        return this;
    }

    List<String> setCookies() {
        return answered.getAll("Set-Cookie");
    }

    HttpServerRequest request() {
        HttpServerResponse response = stub(HttpServerResponse.class, name -> switch (name) {
            case "headers" -> answered;
            default -> throw new IllegalStateException(name);
        });
        return (HttpServerRequest) Proxy.newProxyInstance(Exchange.class.getClassLoader(),
                new Class<?>[] { HttpServerRequest.class }, (proxy, method, arguments) -> switch (method.getName()) {
                    case "headers" -> sent;
                    case "getHeader" -> sent.get(arguments[0].toString());
                    case "response" -> response;
                    case "isSSL" -> false;
                    case "scheme" -> "http";
                    default -> throw new IllegalStateException(method.getName());
                });
    }

    /** An object that answers the methods without parameters as this says. */
    static <T> T stub(Class<T> type, Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(Exchange.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> answers.apply(method.getName())));
    }
}
