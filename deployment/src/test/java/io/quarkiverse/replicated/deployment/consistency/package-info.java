/** The start refuses or reports settings with which clients could miss their own writes. */
package io.quarkiverse.replicated.deployment.consistency;
