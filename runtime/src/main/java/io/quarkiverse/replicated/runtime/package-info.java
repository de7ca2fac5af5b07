/** The glue to Quarkus: configuration, the default datasource, interceptors, the transaction's route. Not an API. */
package io.quarkiverse.replicated.runtime;
