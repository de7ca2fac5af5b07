package io.quarkiverse.replicated.benchmarks.http;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import io.hyperfoil.http.api.HttpMethod;

/** What each client asks for, one request after the other, again and again. */
enum Workload {

    /** Clients that never write: no request carries a cookie. */
    READS("reads only", List.of(HttpMethod.GET)),

    /**
     * One write, then nine reads, which carry the cookies that the write brought: every request but each client's first has a
     * position with it, where there are positions.
     */
    READS_AND_WRITES("90 % reads, 10 % writes",
            Stream.concat(Stream.of(HttpMethod.POST), Collections.nCopies(9, HttpMethod.GET).stream()).toList());

    private final String title;
    private final List<HttpMethod> round;

    Workload(String title, List<HttpMethod> round) {
        this.title = title;
        this.round = round;
    }

    List<HttpMethod> round() {
        return round;
    }

    @Override
    public String toString() {
        return title;
    }
}
