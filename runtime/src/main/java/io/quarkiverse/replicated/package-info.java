/**
 * All that an application imports: two annotations and {@link io.quarkiverse.replicated.Replication}, which answers with a
 * {@link io.quarkiverse.replicated.Route}.
 * <p>
 * The primary is the server that accepts writes, a replica one that follows it and can only be read. {@code master} and
 * {@code replica} are no more than the default names of their datasources.
 */
package io.quarkiverse.replicated;
