/** The build that follows the recipe people use today: a database for each tenant, and the replica as a tenant. */
package io.quarkiverse.replicated.benchmarks.application.tenants;
