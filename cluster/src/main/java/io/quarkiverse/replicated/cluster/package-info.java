/**
 * A real PostgreSQL primary with streaming replicas for development and tests, and the verbs to hurt them. Start with
 * {@link io.quarkiverse.replicated.cluster.PostgresCluster#builder()}.
 */
package io.quarkiverse.replicated.cluster;
