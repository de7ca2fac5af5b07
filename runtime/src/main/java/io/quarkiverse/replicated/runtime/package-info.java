/**
 * Connects the extension to Quarkus: configuration, the default datasource, interceptors, the route of a transaction. Not an
 * API.
 */
package io.quarkiverse.replicated.runtime;
