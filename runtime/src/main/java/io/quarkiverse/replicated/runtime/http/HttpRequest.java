package io.quarkiverse.replicated.runtime.http;

import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Client;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RequestLedger;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.Trace;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.token.PresentedTokens;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** An HTTP request. */
final class HttpRequest extends Request {

    // These methods write nothing by definition, unless code declares otherwise (RFC 9110, section 9.2.1).
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private final HttpClient client;
    // Only threads that serve the request can determine the endpoint. null before one of them was asked.
    private volatile String endpoint;

    private HttpRequest(RouteIntent method, HttpClient client, RequestLedger ledger) {
        super(method, ledger, new Trace());
        this.client = client;
    }

    static HttpRequest of(RouteIntent method, RoutingContext context, HttpGroup group) {
        HttpClient client = new HttpClient(context, group.exchange());
        RequestLedger ledger = new RequestLedger(group.group(), client, writes(method, context), null);
        HttpRequest request = new HttpRequest(method, client, ledger);
        client.answers(request, ledger);
        if (method.target() == Target.PRIMARY) {
            client.expectPosition();
        }
        return request;
    }

    private static boolean writes(RouteIntent method, RoutingContext context) {
        return method.target() == Target.PRIMARY && !SAFE.contains(context.request().method());
    }

    boolean isOf(RoutingContext other) {
        return client.context == other;
    }

    /** The router has restarted the request, and has dropped its handlers for the headers. */
    void restart(RouteIntent method) {
        client.restart(method.target() == Target.PRIMARY);
        restart(method, writes(method, client.context));
    }

    @Override
    public String place(RouteIntent intent) {
        String found = RestEndpoint.REST_PRESENT ? RestEndpoint.describe() : null;
        if (found != null) {
            endpoint = found;
        }
        String known = endpoint;
        return client.context.request().method() + " " + (known != null ? known : client.context.normalizedPath());
    }

    /** The client of an HTTP request. Its tokens are read when they are first needed. */
    private static final class HttpClient implements Client, Handler<Void> {

        private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

        private static final AtomicIntegerFieldUpdater<HttpClient> WATCHING = AtomicIntegerFieldUpdater
                .newUpdater(HttpClient.class, "watching");

        private final RoutingContext context;
        private final PositionExchange exchange;
        private HttpRequest request;
        private Ledger ledger;
        // null until the tokens are needed. If two threads need them at once, both read the same tokens.
        private volatile PresentedTokens tokens;
        private volatile int watching;

        HttpClient(RoutingContext context, PositionExchange exchange) {
            this.context = context;
            this.exchange = exchange;
        }

        void answers(HttpRequest request, Ledger ledger) {
            this.request = request;
            this.ledger = ledger;
        }

        void restart(boolean mayWrite) {
            watching = 0;
            if (mayWrite || ledger.written() != RequiredPosition.NONE) {
                expectPosition();
            }
        }

        @Override
        public RequiredPosition presented() {
            return tokens().required();
        }

        private PresentedTokens tokens() {
            PresentedTokens known = tokens;
            if (known == null) {
                known = exchange.read(context.request());
                tokens = known;
            }
            return known;
        }

        @Override
        public boolean isDoubtful() {
            return !tokens().areProved();
        }

        @Override
        public void prove(Sample primary) {
            tokens = exchange.prove(tokens(), primary);
        }

        @Override
        public void expectPosition() {
            if (exchange.carries() && watching == 0 && WATCHING.compareAndSet(this, 0, 1)) {
                context.addHeadersEndHandler(this);
            }
        }

        /**
         * Adds the position when the headers of the response are about to be sent. A failure here must not hold the response
         * back.
         */
        @Override
        public void handle(Void headersEnd) {
            try {
                RequiredPosition written = ledger.written();
                if (written != RequiredPosition.NONE) {
                    exchange.write(context.request(), tokens(), written);
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s has written, but its client could not be given the position",
                        request.place(request.intent()));
            }
        }
    }
}
