package io.quarkiverse.replicated.benchmarks.application;

/** What a GET is answered with: the version and the server that showed it, {@code 7 replica}. */
final class Answer {

    private Answer() {
    }

    static String of(long version, boolean onReplica) {
        return version + (onReplica ? " replica" : " primary");
    }
}
