/**
 * What connections are used for, while nothing is routed yet: which code writes, which only reads. Every connection is wrapped,
 * which only the observe-only mode does.
 */
package io.quarkiverse.replicated.runtime.observe;
