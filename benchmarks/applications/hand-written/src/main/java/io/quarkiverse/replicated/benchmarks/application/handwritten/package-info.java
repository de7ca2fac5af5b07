/** The build for two servers that is written by hand, without any extension: the measure of the others. */
package io.quarkiverse.replicated.benchmarks.application.handwritten;
