/** Keeps the route of a call and the request of a thread: annotations on beans, context propagation, Vert.x. */
package io.quarkiverse.replicated.runtime.scope;
