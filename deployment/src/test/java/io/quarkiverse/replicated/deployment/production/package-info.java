/** Builds for production, with no other dependencies than those of the application. */
package io.quarkiverse.replicated.deployment.production;
