/** What a developer sees while the application runs in dev mode. */
package io.quarkiverse.replicated.deployment.devmode;
