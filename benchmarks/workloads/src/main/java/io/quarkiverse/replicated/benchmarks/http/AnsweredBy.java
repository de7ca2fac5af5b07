package io.quarkiverse.replicated.benchmarks.http;

import java.util.concurrent.atomic.LongAdder;

import io.hyperfoil.api.processor.Processor;
import io.hyperfoil.api.session.Session;
import io.netty.buffer.ByteBuf;

/** Counts by which server each GET says that it was answered. */
final class AnsweredBy implements Processor {

    private static final long serialVersionUID = 1;

    private final LongAdder primary = new LongAdder();
    private final LongAdder replica = new LongAdder();

    long primary() {
        return primary.sum();
    }

    long replica() {
        return replica.sum();
    }

    /** The answer ends with the name of the server: {@code primary} or {@code replica}. */
    @Override
    public void process(Session session, ByteBuf data, int offset, int length, boolean isLastPart) {
        if (isLastPart && length > 0) {
            (data.getByte(offset + length - 1) == 'a' ? replica : primary).increment();
        }
    }
}
