package io.quarkiverse.replicated;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This code writes: every connection that it takes from the default datasource leads to the primary.
 * <p>
 * It is meant for the exceptions to the rule that the HTTP method decides: a {@code GET} that records a visit, a bean method
 * that is called from reads but writes.
 * <ul>
 * <li>On a REST resource class or method, on the interface whose method it implements, or on a sub-resource locator: the route
 * of the whole request, from the moment the endpoint is matched, request filters included.
 * <li>On the class or a non-private method of any other CDI bean: the route of the call. The nearest enclosing call wins and
 * the outer route is restored after it, exceptions included.
 * <li>A method's annotation beats that of its class; a subclass inherits the annotation of its superclass.
 * </ul>
 * A method may return a {@code Uni}, a {@code Multi} or a {@code CompletionStage}: the route holds for all the stages that it
 * assembles and for what it starts through a {@code ManagedExecutor}, whenever they run. It does not hold for a stream that was
 * assembled elsewhere, such as one kept in a field.
 * <p>
 * A transaction stays on the server where it took its first connection. Code with this annotation that asks for a connection
 * inside a transaction which already reads from a replica gets a {@link java.sql.SQLException} that names it: start the
 * transaction in this code, or run it in one of its own ({@code REQUIRES_NEW}), which is routed afresh. Hibernate ORM keeps the
 * connection that its session began with and asks for no other: there the database refuses the write (SQLState 25006 of
 * PostgreSQL), and the log names this code and the cure.
 * <p>
 * Together with {@link UseReplica} on one element, or on a private method, it fails the build.
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface ChangesDatabase {
}
