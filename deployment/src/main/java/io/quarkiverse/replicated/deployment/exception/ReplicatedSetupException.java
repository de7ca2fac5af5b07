package io.quarkiverse.replicated.deployment.exception;

import java.util.List;

import io.quarkiverse.replicated.runtime.config.Guide;

/**
 * Fails the build. The message of one mistake has the problem, the cure and a link to the guide. {@link #all} makes one
 * failure of several mistakes, each of which is a suppressed exception.
 */
public class ReplicatedSetupException extends RuntimeException {

    /** @param section the section of the guide that helps with this mistake */
    protected ReplicatedSetupException(Guide section, String problem, String cure) {
        super(problem + " " + cure + " " + section);
    }

    private ReplicatedSetupException(String summary) {
        super(summary);
    }

    /** One failure for these mistakes. Its message contains theirs, each with its own link. */
    public static ReplicatedSetupException all(List<ReplicatedSetupException> mistakes) {
        StringBuilder summary = new StringBuilder("Requests cannot be routed between a primary and its replicas: ")
                .append(mistakes.size() == 1 ? "there is one mistake." : "there are " + mistakes.size() + " mistakes.");
        mistakes.forEach(it -> summary.append("\n  - ").append(it.getMessage()));
        ReplicatedSetupException all = new ReplicatedSetupException(summary.toString());
        mistakes.forEach(all::addSuppressed);
        return all;
    }
}
