/** Shows servers and routes in metrics, logs, spans and the readiness check. */
package io.quarkiverse.replicated.runtime.observability;
