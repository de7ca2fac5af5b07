package io.quarkiverse.replicated;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that this code only reads, and accepts data that is slightly old. Every connection that it takes from the default
 * datasource leads to a replica, as long as a replica is usable.
 * <p>
 * Use it where the HTTP method decides wrongly. Examples are a search that is sent as {@code POST}, and a report that a
 * scheduled job makes. {@link ChangesDatabase} explains where the annotation may be placed, and which annotation wins.
 * <p>
 * While no replica is usable, the connection comes from the primary and refuses to write, or the checkout fails with a
 * {@link DatabaseUnavailableException}. Which of the two happens depends on {@code quarkus.replicated.on-no-replica} and
 * {@code quarkus.replicated.fallback.max-concurrent}. Inside a transaction that already has a connection to the primary, the
 * annotation changes nothing. A write fails with the database's own exception (SQLState 25006 of PostgreSQL).
 * <p>
 * Do not write back what this code reads. An entity that a late replica returned has old values in all of its columns. If it
 * is changed and merged on the primary, it overwrites what was written in between. Read the entity again where it is changed,
 * on the primary. A {@code @Version} attribute turns the overwriting into an {@code OptimisticLockException}.
 * <p>
 * The build fails if this annotation is on a private method, or on the same element as {@link ChangesDatabase}.
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface UseReplica {

    /**
     * Whether this code must see what its client has written. If {@code true}, the connection comes from the primary while no
     * replica is known to show those writes, as it does for a {@code GET}. If {@code false} (the default), the code prefers a
     * replica that shows them, waits for one for up to {@code quarkus.replicated.consistency.max-wait}, and then accepts any
     * replica.
     */
    boolean readYourWrites() default false;
}
