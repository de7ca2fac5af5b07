/** The route table, compared with the routes that requests really take. */
package io.quarkiverse.replicated.deployment.routes;
