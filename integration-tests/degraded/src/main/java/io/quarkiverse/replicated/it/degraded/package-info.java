/** A small application that names the server that answers, and that writes where it should not. */
package io.quarkiverse.replicated.it.degraded;
