package io.quarkiverse.replicated.deployment.exception;

/** An annotation on a private method, which nothing can intercept. */
public final class PrivateMethodAnnotatedException extends ReplicatedSetupException {

    public PrivateMethodAnnotatedException(String annotation, String method) {
        super("@" + annotation + " has no effect on " + method + " because the method is private.",
                "Make it package-private, or put the annotation on the method that calls it.");
    }
}
