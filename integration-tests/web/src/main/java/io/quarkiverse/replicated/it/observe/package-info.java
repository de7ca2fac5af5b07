/** Endpoints that write, and some that only look like it. */
package io.quarkiverse.replicated.it.observe;
