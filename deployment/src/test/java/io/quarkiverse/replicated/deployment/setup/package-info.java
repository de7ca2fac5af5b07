/** The ways in which an application can be set up, and what the build makes of them. */
package io.quarkiverse.replicated.deployment.setup;
