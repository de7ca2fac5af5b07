/** What fills caches of the application, found without building one. */
package io.quarkiverse.replicated.deployment.caches;
