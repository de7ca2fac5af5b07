/** What routing makes of more replicas, each of which can do so much and no more, while the primary is written to. */
package io.quarkiverse.replicated.benchmarks.scaling;
