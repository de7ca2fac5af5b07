package io.quarkiverse.replicated;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that this code writes: every connection that it takes from the default datasource leads to the primary.
 * <p>
 * Use it where the HTTP method decides wrongly. Examples are a {@code GET} that records a visit, and a bean method that writes
 * but is called from reads.
 * <ul>
 * <li>The annotation may be on a REST resource class or method, on the interface whose method it implements, or on a
 * sub-resource locator. It then sets the route of the whole request. The route holds from the moment the endpoint is matched,
 * which includes request filters.
 * <li>The annotation may be on the class or on a non-private method of any other CDI bean. It then sets the route of the call.
 * The nearest enclosing call wins. The outer route is restored when the call ends, also when it ends with an exception.
 * <li>The annotation of a method overrides that of its class. A subclass inherits the annotation of its superclass.
 * </ul>
 * A method may return a {@code Uni}, a {@code Multi} or a {@code CompletionStage}. The route then holds for all stages that
 * the method assembles, and for all tasks that it starts through a {@code ManagedExecutor}, whenever they run. It does not
 * hold for a stream that was assembled elsewhere, such as one kept in a field.
 * <p>
 * A transaction stays on the server where it took its first connection. Suppose that a transaction already reads from a
 * replica, and code with this annotation asks for a connection inside it. That code gets a {@link java.sql.SQLException} which
 * names it. Start the transaction in this code, or run the code in a transaction of its own ({@code REQUIRES_NEW}), which is
 * routed afresh. Hibernate ORM keeps the connection that its session began with, and asks for no other. In that case the
 * database refuses the write (SQLState 25006 of PostgreSQL), and the log names this code and explains how to fix it.
 * <p>
 * The build fails if this annotation is on a private method, or on the same element as {@link UseReplica}.
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface ChangesDatabase {
}
