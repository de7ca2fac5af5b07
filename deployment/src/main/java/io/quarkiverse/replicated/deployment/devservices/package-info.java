/** A PostgreSQL primary with streaming replicas, started for development and tests without Docker. */
package io.quarkiverse.replicated.deployment.devservices;
