/** Finds the application's own caches, which a read from a replica could fill with old data. */
package io.quarkiverse.replicated.deployment.caches;
