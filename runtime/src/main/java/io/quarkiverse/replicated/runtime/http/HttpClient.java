package io.quarkiverse.replicated.runtime.http;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.routing.Client;
import io.quarkiverse.replicated.runtime.routing.Cover;
import io.quarkiverse.replicated.runtime.routing.RequestLedger;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.token.PresentedTokens;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** The client of an HTTP request, in one routed group. Its tokens are read when they are first needed. */
final class HttpClient implements Client {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final AtomicIntegerFieldUpdater<HttpClient> PREPARED = AtomicIntegerFieldUpdater
            .newUpdater(HttpClient.class, "prepared");

    private final RoutingContext context;
    private final HttpGroup group;
    // null until they were needed. Two threads that need them at once read the same twice.
    private volatile PresentedTokens tokens;
    private volatile Cover cover = Cover.NONE;
    private volatile int prepared;

    HttpClient(RoutingContext context, HttpGroup group) {
        this.context = context;
        this.group = group;
    }

    @Override
    public RequiredPosition presented() {
        return tokens().required();
    }

    private PresentedTokens tokens() {
        PresentedTokens known = tokens;
        if (known == null) {
            known = group.exchange().read(context.request());
            tokens = known;
        }
        return known;
    }

    @Override
    public void renew() {
        tokens = group.exchange().renew(tokens());
    }

    @Override
    public boolean isDoubtful() {
        return !tokens().areProved();
    }

    @Override
    public void prove(Sample primary) {
        tokens = group.exchange().prove(tokens(), primary);
    }

    @Override
    public void expectPosition(RequestLedger ledger) {
        if (group.exchange().carries() && prepared == 0 && PREPARED.compareAndSet(this, 0, 1)) {
            context.addHeadersEndHandler(headersEnd -> give(ledger));
        }
    }

    @Override
    public boolean countsPlainThreads() {
        return context.request().method() != HttpMethod.OPTIONS && !context.response().headWritten();
    }

    @Override
    public Cover cover() {
        return cover;
    }

    @Override
    public void cover(Cover next) {
        cover = next;
    }

    /** The router that starts anew has forgotten its handlers for the headers. */
    @Override
    public void startAnew() {
        prepared = 0;
    }

    /** The headers of the response are about to leave. Nothing that goes wrong here may keep the response back. */
    private void give(RequestLedger ledger) {
        try {
            RequiredPosition written = ledger.toAcknowledge();
            if (written == RequiredPosition.NONE) {
                return;
            }
            // Quarkus REST writes its headers later than this, if the request was not expected to write when it began.
            MultiMap headers = RestEndpoint.withPending(context.response().headers());
            if (SharedCaching.isAllowedBy(headers)) {
                if (ledger.undeclaredWriter() == null) {
                    SharedCaching.warn(group.exchange().withheld(), HttpRequest.placeOf(context), headers);
                }
                return;
            }
            group.exchange().write(context.request(), tokens(), written, group.group().commits().known());
            if (written.isUnknown() && group.primaryNow().isAvailable() && ledger.isWriterOut()) {
                LateWriters.warn(HttpRequest.placeOf(context));
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s %s has written, but its client could not be given the position", context.request().method(),
                    context.normalizedPath());
        }
    }
}
