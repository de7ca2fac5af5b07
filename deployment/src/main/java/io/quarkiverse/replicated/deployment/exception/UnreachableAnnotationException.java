package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** A method of an interface has an annotation, but a class inherits the method. No interceptor sees the annotation there. */
public final class UnreachableAnnotationException extends ReplicatedSetupException {

    public UnreachableAnnotationException(String interfaceMethod, String implementor) {
        super(Guide.ANNOTATIONS, "The annotation of " + interfaceMethod + " has no effect in " + implementor
                + ", which inherits the method and does not implement it.",
                "Override the method in this class, or put the annotation on the class.");
    }
}
