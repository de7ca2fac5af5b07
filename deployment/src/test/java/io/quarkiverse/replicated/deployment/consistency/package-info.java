/** What the start says of settings that would break the promise. */
package io.quarkiverse.replicated.deployment.consistency;
