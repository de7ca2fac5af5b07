package io.quarkiverse.replicated.runtime.http;

import java.util.concurrent.CompletableFuture;

import jakarta.ws.rs.core.StreamingOutput;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.checkout.LoggedPlaces;
import io.quarkiverse.replicated.runtime.checkout.PrimaryNow;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.routing.RequestLedger;

/**
 * Determines the position of a response while connections are out with which something may have been committed: those that
 * Hibernate ORM keeps until the request ends, and those of threads that work for no request. Such a connection cannot be asked
 * for the position of its commit. The primary is asked instead, once the response is known and before its headers leave.
 */
final class ResponsePosition {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");
    private static final LoggedPlaces UNDECLARED = new LoggedPlaces();

    private ResponsePosition() {
    }

    /**
     * Prepares the position of a response whose headers leave soon, to a request that may have written.
     *
     * @param entity the content of the response
     * @return completes when the headers may leave; {@code null} if they may leave now
     */
    static CompletableFuture<Void> prepare(HttpRequest request, RequestLedger ledger, PrimaryNow primaryNow, Object entity) {
        ledger.expectWrites();
        warnIfUndeclared(request, ledger);
        // Code that writes a stream is yet to run, and may commit something.
        if (!ledger.isWriterOut() || !primaryNow.isAvailable() || entity instanceof StreamingOutput) {
            return null;
        }
        int asked = ledger.writers();
        return primaryNow.ask().thenAccept(position -> ledger.cover(asked, position));
    }

    private static void warnIfUndeclared(HttpRequest request, RequestLedger ledger) {
        String thread = ledger.undeclaredWriter();
        if (thread == null) {
            return;
        }
        String place = request.place(request.intent());
        if (UNDECLARED.add(place)) {
            LOG.warnf("While %s ran, which should not write (%s), thread '%s' has written, which works for no request. This is "
                    + "logged once for each such place. If the thread worked for this request, put @ChangesDatabase on %s. "
                    + "If not, ignore this: the client is given a position that it does not need. %s", place,
                    request.intent().declaredBy(), thread, place, Guide.POSITIONS);
        }
    }
}
