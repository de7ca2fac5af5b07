/** What the build concludes from the configuration alone, without building an application. */
package io.quarkiverse.replicated.deployment;
