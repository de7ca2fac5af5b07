/** Everything that can carry the work of a request to another thread, and work that belongs to no request. */
package io.quarkiverse.replicated.it.carrier;
