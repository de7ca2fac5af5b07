/** Asks the servers again and again, judges their answers, publishes what is known, and proves single connections. */
package io.quarkiverse.replicated.runtime.monitor;
