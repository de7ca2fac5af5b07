/** What a request costs in each build, and what a start of it costs. */
package io.quarkiverse.replicated.benchmarks.http;
