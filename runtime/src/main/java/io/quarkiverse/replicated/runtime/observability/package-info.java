/** What the outside can see of servers and routes. */
package io.quarkiverse.replicated.runtime.observability;
