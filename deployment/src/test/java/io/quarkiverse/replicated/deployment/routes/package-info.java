/** What the route table says of endpoints, and whether it is true. */
package io.quarkiverse.replicated.deployment.routes;
