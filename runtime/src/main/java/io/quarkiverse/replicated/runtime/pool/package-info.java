/**
 * Everything that depends on Agroal: the interceptor of the primary's pool, loans, the fallback budget, the connections of
 * probes, and failures.
 */
package io.quarkiverse.replicated.runtime.pool;
