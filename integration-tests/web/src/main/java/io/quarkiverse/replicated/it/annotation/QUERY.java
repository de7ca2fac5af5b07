package io.quarkiverse.replicated.it.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.ws.rs.HttpMethod;

/** A method of the application's own, as JAX-RS wants it: a search with a body, draft-ietf-httpbis-safe-method-w-body. */
@HttpMethod("QUERY")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface QUERY {
}
