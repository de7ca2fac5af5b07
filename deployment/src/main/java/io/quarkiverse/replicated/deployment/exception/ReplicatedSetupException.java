package io.quarkiverse.replicated.deployment.exception;

import java.util.List;

import io.quarkiverse.replicated.runtime.config.Guide;

/**
 * Fails the build. As one mistake it says what is wrong and how to mend it; {@link #all} puts several into one failure, each
 * as a suppressed exception of its own.
 */
public class ReplicatedSetupException extends RuntimeException {

    protected ReplicatedSetupException(String problem, String cure) {
        super(problem + " " + cure + " " + Guide.SET_UP);
    }

    private ReplicatedSetupException(String summary) {
        super(summary);
    }

    /** One failure for these mistakes, whose message has them all. */
    public static ReplicatedSetupException all(List<ReplicatedSetupException> mistakes) {
        StringBuilder summary = new StringBuilder("Requests cannot be routed between a primary and its replicas: ")
                .append(mistakes.size() == 1 ? "there is one mistake." : "there are " + mistakes.size() + " mistakes.");
        mistakes.forEach(it -> summary.append("\n  - ").append(it.getMessage()));
        ReplicatedSetupException all = new ReplicatedSetupException(summary.toString());
        mistakes.forEach(all::addSuppressed);
        return all;
    }
}
