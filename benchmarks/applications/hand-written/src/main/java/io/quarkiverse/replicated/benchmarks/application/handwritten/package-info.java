/** The build that somebody wrote for two servers without any extension, and the measure of the others. */
package io.quarkiverse.replicated.benchmarks.application.handwritten;
