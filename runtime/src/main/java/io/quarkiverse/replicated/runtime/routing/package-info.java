/**
 * Makes the decision: what a piece of work wants, what is known about its request, and the rules that choose a server. This
 * package does no I/O, does not block, and has no clock of its own.
 */
package io.quarkiverse.replicated.runtime.routing;
