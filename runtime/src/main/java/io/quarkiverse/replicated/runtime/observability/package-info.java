/** What the outside can see of the servers. */
package io.quarkiverse.replicated.runtime.observability;
