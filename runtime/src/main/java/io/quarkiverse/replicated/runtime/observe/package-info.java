/**
 * Records what connections are used for while nothing is routed yet: which code writes, and which only reads. Only the
 * observe-only mode wraps connections.
 */
package io.quarkiverse.replicated.runtime.observe;
