/** What the build makes of the ways in which an application can be set up. */
package io.quarkiverse.replicated.deployment.setup;
