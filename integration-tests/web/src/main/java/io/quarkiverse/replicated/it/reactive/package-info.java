/** Annotated beans whose work begins after their method has returned. */
package io.quarkiverse.replicated.it.reactive;
