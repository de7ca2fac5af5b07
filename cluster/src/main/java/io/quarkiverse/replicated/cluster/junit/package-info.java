/**
 * The cluster as a JUnit 5 extension. Needs {@code junit-jupiter-api}, an optional dependency.
 */
package io.quarkiverse.replicated.cluster.junit;
