/** What each way of showing users what they have just written costs, and how well it does so, at several lags. */
package io.quarkiverse.replicated.benchmarks.frontier;
