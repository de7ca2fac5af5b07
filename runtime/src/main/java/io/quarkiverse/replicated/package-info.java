/**
 * Everything that an application imports: two annotations, and {@link io.quarkiverse.replicated.Replication}, which reports a
 * {@link io.quarkiverse.replicated.Route}.
 * <p>
 * The primary is the server that accepts writes. A replica is a server that follows the primary and can only be read.
 * {@code master} and {@code replica} are merely the default names of their datasources.
 */
package io.quarkiverse.replicated;
