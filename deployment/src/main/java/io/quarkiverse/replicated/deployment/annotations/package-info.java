/** Reads the annotations of methods and classes, reports mistakes in them, and binds the interceptor to annotated beans. */
package io.quarkiverse.replicated.deployment.annotations;
