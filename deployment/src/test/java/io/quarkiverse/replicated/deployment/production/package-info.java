/** What is built for production, from no more than what the application asks for. */
package io.quarkiverse.replicated.deployment.production;
