package io.quarkiverse.replicated.deployment.exception;

/** An annotation on a method of an interface that a class does not implement itself, where no interceptor can see it. */
public final class UnreachableAnnotationException extends ReplicatedSetupException {

    public UnreachableAnnotationException(String interfaceMethod, String implementor) {
        super("The annotation of " + interfaceMethod + " has no effect in " + implementor
                + ", which inherits the method and does not implement it.",
                "Override the method in this class, or put the annotation on the class.");
    }
}
