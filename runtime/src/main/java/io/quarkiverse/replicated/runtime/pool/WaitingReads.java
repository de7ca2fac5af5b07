package io.quarkiverse.replicated.runtime.pool;

import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Function;

/** The reads that wait for a permit, in the order in which they are served. The budget's lock guards it. */
final class WaitingReads {

    private final List<WaitingRead> reads = new LinkedList<>();

    void add(WaitingRead read) {
        ListIterator<WaitingRead> place = reads.listIterator();
        while (place.hasNext()) {
            if (read.goesBefore(place.next())) {
                place.previous();
                break;
            }
        }
        place.add(read);
    }

    void remove(WaitingRead read) {
        reads.remove(read);
    }

    /** Records that another read of this request has got a permit. */
    void admit(Object request) {
        for (WaitingRead each : reads) {
            if (each.request() == request) {
                each.admit();
            }
        }
    }

    /** @param permits returns a permit for a read, or {@code null} if none is free for it */
    void serve(Function<WaitingRead, Permit> permits) {
        for (Iterator<WaitingRead> each = reads.iterator(); each.hasNext();) {
            WaitingRead read = each.next();
            Permit permit = permits.apply(read);
            if (permit != null) {
                each.remove();
                read.grant(permit);
            }
        }
    }
}
