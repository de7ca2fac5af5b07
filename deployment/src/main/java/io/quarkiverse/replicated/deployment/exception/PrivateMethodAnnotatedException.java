package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** A private method, which cannot be intercepted, has an annotation. */
public final class PrivateMethodAnnotatedException extends ReplicatedSetupException {

    public PrivateMethodAnnotatedException(String annotation, String method) {
        super(Guide.ANNOTATIONS, "@" + annotation + " has no effect on " + method + " because the method is private.",
                "Make it package-private, or put the annotation on the method that calls it.");
    }
}
