package io.quarkiverse.replicated.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.observe.ObservedPlace.Verdict;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.server.Finding;

class ObservationsTest {

    private static final RouteIntent GET = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "its HTTP method", true);
    private static final RouteIntent POST = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "its HTTP method", false);
    private static final RouteIntent ANNOTATED = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "A#b", false);

    private final Observations observations = new Observations();

    @Test
    void oneWriteIsEnough() {
        observations.add("GET a", GET, Finding.ONLY_READ);
        assertThat(verdict()).isEqualTo(Verdict.MOVES);

        observations.add("GET a", GET, Finding.WROTE);
        observations.add("GET a", GET, Finding.ONLY_READ);
        assertThat(verdict()).isEqualTo(Verdict.NEEDS_CHANGES_DATABASE);
    }

    @Test
    void doubtIsReported() {
        observations.add("GET a", GET, Finding.ONLY_READ);
        observations.add("GET a", GET, Finding.UNDECIDED);

        assertThat(verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void aPostThatOnlyReadsIsACandidateUntilItWrites() {
        observations.add("POST a", POST, Finding.ONLY_READ);
        assertThat(verdict()).isEqualTo(Verdict.CANDIDATE_FOR_USE_REPLICA);

        observations.add("POST a", POST, Finding.UNDECIDED);
        assertThat(verdict()).isEqualTo(Verdict.STAYS);
    }

    @Test
    void whatCodeHasDeclaredStays() {
        observations.add("GET a", ANNOTATED, Finding.ONLY_READ);

        assertThat(verdict()).isEqualTo(Verdict.STAYS);
    }

    @Test
    void placesAreDistinguishedByTheRuleThatDecides() {
        observations.add("GET a", GET, Finding.ONLY_READ);
        observations.add("GET a", ANNOTATED, Finding.WROTE);

        assertThat(observations.report().places()).extracting(ObservedPlace::verdict)
                .containsExactly(Verdict.STAYS, Verdict.MOVES);
    }

    @Test
    void shareIsThatOfAllConnections() {
        for (int i = 0; i < 3; i++) {
            observations.add("GET a", GET, Finding.ONLY_READ);
            observations.add("GET writes", GET, i == 0 ? Finding.WROTE : Finding.ONLY_READ);
            observations.add("POST b", POST, Finding.WROTE);
        }
        observations.add("POST c", POST, Finding.ONLY_READ);

        assertThat(observations.report().shareThatMoves()).isEqualTo(0.3);
        assertThat(observations.count(Target.REPLICA, Finding.ONLY_READ)).isEqualTo(5);
        assertThat(observations.count(Target.PRIMARY, Finding.WROTE)).isEqualTo(3);
    }

    @Test
    void logLineIsJson() {
        observations.add("GET \"a\\\n", GET, Finding.WROTE);
        observations.add("POST c", POST, Finding.ONLY_READ);
        observations.add("GET d", GET, Finding.UNDECIDED);

        assertThat(observations.report().json()).isEqualTo("{\"connections\":3,\"shareThatMoves\":0.000,"
                + "\"needsChangesDatabase\":[\"GET \\\"a\\\\\\u000a\"],\"candidatesForUseReplica\":[\"POST c\"],"
                + "\"undecided\":[\"GET d\"]}");
        assertThat(new Observations().report().json()).contains("\"connections\":0,\"shareThatMoves\":0.000");
    }

    /** Without REST a place is a path, and any client can invent paths. */
    @Test
    void pathsOfStrangersFillNoMemory() {
        for (int i = 0; i < 5_000; i++) {
            observations.add("GET /" + i, GET, Finding.ONLY_READ);
        }

        assertThat(observations.report().places()).hasSizeLessThan(1_010);
        assertThat(observations.count(Target.REPLICA, Finding.ONLY_READ)).isEqualTo(5_000);
    }

    private Verdict verdict() {
        return observations.report().places().get(0).verdict();
    }
}
