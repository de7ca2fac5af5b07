package io.quarkiverse.replicated.deployment.exception;

/** One element carries both annotations. */
public final class ContradictoryAnnotationsException extends ReplicatedSetupException {

    public ContradictoryAnnotationsException(String element) {
        super("@ChangesDatabase and @UseReplica both stand on " + element + ".",
                "Keep the one that holds: @ChangesDatabase if it writes, @UseReplica if it only reads.");
    }
}
