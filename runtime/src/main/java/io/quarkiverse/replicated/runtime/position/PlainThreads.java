package io.quarkiverse.replicated.runtime.position;

import java.util.Arrays;

/**
 * The connections that can write and were taken on plain threads. A plain thread is one that no framework gave any work, such
 * as a thread of the application's own executor. Nothing shows whether it works for a request. Immutable.
 *
 * @param out the numbers of the connections that were not returned yet, in ascending order
 * @param returned the highest number of a returned connection with which something may have been committed; zero if there is
 *        none
 * @param name the thread that took the latest connection
 */
record PlainThreads(long[] out, long returned, String name) {

    static final PlainThreads NONE = new PlainThreads(new long[0], 0, "");

    /** @param number is higher than all numbers before it */
    PlainThreads lend(long number, String thread) {
        long[] next = Arrays.copyOf(out, out.length + 1);
        next[out.length] = number;
        return new PlainThreads(next, returned, thread);
    }

    PlainThreads giveBack(long number, boolean written) {
        return new PlainThreads(Arrays.stream(out).filter(it -> it != number).toArray(),
                written ? Math.max(returned, number) : returned, name);
    }

    /** Whether a connection with a higher number is out. */
    boolean isOutSince(long number) {
        return out.length > 0 && out[out.length - 1] > number;
    }
}
