package io.quarkiverse.replicated.deployment.exception;

import java.util.List;

import io.quarkiverse.replicated.runtime.config.Guide;

/**
 * Fails the build. The message of one mistake has the problem, the cure and a link to the guide. {@link #all} makes one
 * failure of several mistakes. Quarkus prints the failure with all exceptions that it knows of. The mistakes are therefore no
 * suppressed exceptions, and none of them has a stack trace, which would only bury the message.
 */
public class ReplicatedSetupException extends RuntimeException {

    private final transient List<ReplicatedSetupException> mistakes;

    /** @param section the section of the guide that helps with this mistake */
    protected ReplicatedSetupException(Guide section, String problem, String cure) {
        super(problem + " " + cure + " " + section, null, false, false);
        this.mistakes = List.of(this);
    }

    private ReplicatedSetupException(String summary, List<ReplicatedSetupException> mistakes) {
        super(summary, null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    /** The mistakes that it reports, in the order of the message. */
    public List<ReplicatedSetupException> mistakes() {
        return mistakes;
    }

    /** One failure for these mistakes. Its message contains theirs, each with its own link. */
    public static ReplicatedSetupException all(List<ReplicatedSetupException> mistakes) {
        StringBuilder summary = new StringBuilder("Requests cannot be routed between a primary and its replicas: ")
                .append(mistakes.size() == 1 ? "there is one mistake." : "there are " + mistakes.size() + " mistakes.");
        mistakes.forEach(it -> summary.append("\n  - ").append(it.getMessage()));
        return new ReplicatedSetupException(summary.toString(), mistakes);
    }
}
