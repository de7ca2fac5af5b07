/** Endpoints for the table of HTTP methods and annotations. */
package io.quarkiverse.replicated.it.annotation;
