/**
 * What is known of Agroal: the interceptor of the primary's pool, loans, the fallback budget, probes' connections, failures.
 */
package io.quarkiverse.replicated.runtime.pool;
