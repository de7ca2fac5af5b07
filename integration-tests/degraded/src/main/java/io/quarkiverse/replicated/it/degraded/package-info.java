/** A small application that tells who answers and that writes where it should not. */
package io.quarkiverse.replicated.it.degraded;
