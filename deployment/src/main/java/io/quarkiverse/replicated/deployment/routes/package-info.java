/** The route table, which shows where each REST endpoint goes and by which rule, as far as the build knows it. */
package io.quarkiverse.replicated.deployment.routes;
