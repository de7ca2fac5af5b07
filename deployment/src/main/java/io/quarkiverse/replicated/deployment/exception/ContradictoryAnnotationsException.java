package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** A method or class has both annotations. */
public final class ContradictoryAnnotationsException extends ReplicatedSetupException {

    public ContradictoryAnnotationsException(String element) {
        super(Guide.ANNOTATIONS, "@ChangesDatabase and @UseReplica are both on " + element + ".",
                "Keep @ChangesDatabase if it writes, or @UseReplica if it only reads.");
    }
}
