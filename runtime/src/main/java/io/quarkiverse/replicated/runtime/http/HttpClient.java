package io.quarkiverse.replicated.runtime.http;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Client;
import io.quarkiverse.replicated.runtime.routing.Ledger;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.token.PresentedTokens;
import io.vertx.ext.web.RoutingContext;

/** The client of an HTTP request, in one routed group. Its tokens are read when they are first needed. */
final class HttpClient implements Client {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final AtomicIntegerFieldUpdater<HttpClient> PREPARED = AtomicIntegerFieldUpdater
            .newUpdater(HttpClient.class, "prepared");

    private final RoutingContext context;
    private final PositionExchange exchange;
    // null until they were needed. Two threads that need them at once read the same twice.
    private volatile PresentedTokens tokens;
    private volatile int prepared;

    HttpClient(RoutingContext context, PositionExchange exchange) {
        this.context = context;
        this.exchange = exchange;
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
    public void renew() {
        tokens = exchange.renew(tokens());
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
    public void expectPosition(Ledger ledger) {
        if (exchange.carries() && prepared == 0 && PREPARED.compareAndSet(this, 0, 1)) {
            context.addHeadersEndHandler(headersEnd -> give(ledger.written()));
        }
    }

    /** The router that starts anew has forgotten its handlers for the headers. */
    @Override
    public void startAnew() {
        prepared = 0;
    }

    /** The headers of the response are about to leave. Nothing that goes wrong here may keep the response back. */
    private void give(RequiredPosition written) {
        try {
            if (written == RequiredPosition.NONE) {
                return;
            }
            if (SharedCaching.isAllowedBy(context.response().headers())) {
                SharedCaching.warn(exchange.withheld(), context, CurrentRequest.get());
            } else {
                exchange.write(context.request(), tokens(), written);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s %s has written, but its client could not be given the position", context.request().method(),
                    context.normalizedPath());
        }
    }
}
