/** The applications that are measured. */
package io.quarkiverse.replicated.benchmarks;
