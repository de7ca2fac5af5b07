package io.quarkiverse.replicated;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This code only reads, and may read data that is a little old: every connection that it takes from the default datasource
 * leads to a replica, as long as one is usable.
 * <p>
 * It is meant for the exceptions to the rule that the HTTP method decides: a search sent as {@code POST}, a report made by a
 * scheduled job. Where it may stand, and which annotation wins, is told at {@link ChangesDatabase}.
 * <p>
 * While no replica is usable the connection comes from the primary and refuses to write, or the checkout fails with a
 * {@link DatabaseUnavailableException}, as {@code quarkus.replicated.on-no-replica} and
 * {@code quarkus.replicated.fallback.max-concurrent} say. Inside a transaction that already has a connection of the primary the
 * annotation changes nothing. A write fails with the database's own exception (SQLState 25006 of PostgreSQL).
 * <p>
 * Together with {@link ChangesDatabase} on one element, or on a private method, it fails the build.
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface UseReplica {

    /**
     * Whether a client must see here what it has written: as long as no replica is known to show that, the connection comes
     * from the primary, as it does for a {@code GET}. Without it ({@code false}, the default) a replica that shows it is
     * preferred and waited for, for {@code quarkus.replicated.consistency.max-wait}, but then any replica is read.
     */
    boolean readYourWrites() default false;
}
