/** The entities of a persistence unit on the datasource of the replica. */
package io.quarkiverse.replicated.deployment.reports;
