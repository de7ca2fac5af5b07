/** What runs around an endpoint: request filters and exception mappers. */
package io.quarkiverse.replicated.it.request;
