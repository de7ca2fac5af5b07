/** Endpoints for many requests at a time. */
package io.quarkiverse.replicated.it.load;
