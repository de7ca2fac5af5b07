/** A message board on a primary and a replica. {@link io.quarkiverse.replicated.demo.MessageResource} is the part to copy. */
package io.quarkiverse.replicated.demo;
