/** The build that the extension routes. */
package io.quarkiverse.replicated.benchmarks.application.extension;
