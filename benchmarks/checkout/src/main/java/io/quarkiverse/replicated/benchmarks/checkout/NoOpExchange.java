package io.quarkiverse.replicated.benchmarks.checkout;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** A request and its response, of which nothing goes over a network. One object serves again and again. */
public abstract class NoOpExchange implements RoutingContext {

    private static final Class<? extends NoOpExchange> EXCHANGE = NoOpDriver.complete(NoOpExchange.class);
    private static final Class<? extends NoOpRequest> REQUEST = NoOpDriver.complete(NoOpRequest.class);
    private static final Class<? extends NoOpResponse> RESPONSE = NoOpDriver.complete(NoOpResponse.class);

    private NoOpRequest request;
    private Handler<Void> headersEnd;

    static NoOpExchange of(HttpMethod method) {
        NoOpExchange exchange = NoOpDriver.make(EXCHANGE);
        exchange.request = NoOpDriver.make(REQUEST);
        exchange.request.method = method;
        exchange.request.response = NoOpDriver.make(RESPONSE);
        return exchange;
    }

    @Override
    public HttpServerRequest request() {
        return request;
    }

    @Override
    public HttpServerResponse response() {
        return request.response;
    }

    @Override
    public int addHeadersEndHandler(Handler<Void> handler) {
        headersEnd = handler;
        return 1;
    }

    /** The headers of the response are about to leave. */
    void endHeaders() {
        request.response.headers.clear();
        headersEnd.handle(null);
    }

    /** Without headers. */
    public abstract static class NoOpRequest implements HttpServerRequest {

        private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        private HttpMethod method;
        private NoOpResponse response;

        @Override
        public HttpMethod method() {
            return method;
        }

        @Override
        public MultiMap headers() {
            return headers;
        }

        @Override
        public boolean isSSL() {
            return false;
        }

        @Override
        public HttpServerResponse response() {
            return response;
        }
    }

    /** Keeps the headers of the last request. */
    public abstract static class NoOpResponse implements HttpServerResponse {

        private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        @Override
        public MultiMap headers() {
            return headers;
        }
    }
}
