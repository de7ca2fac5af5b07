/**
 * A real PostgreSQL primary with streaming replicas for development and tests, with operations that delay, stop and break
 * them. Start with {@link io.quarkiverse.replicated.cluster.PostgresCluster#builder()}.
 */
package io.quarkiverse.replicated.cluster;
