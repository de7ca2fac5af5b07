/** The pages in Quarkus' Dev UI, which exists in dev mode only. */
package io.quarkiverse.replicated.deployment.devui;
