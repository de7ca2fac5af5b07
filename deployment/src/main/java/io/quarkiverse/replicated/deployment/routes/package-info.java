/** The route table: where each REST endpoint goes, and by which rule, as far as that is known when the application is built. */
package io.quarkiverse.replicated.deployment.routes;
