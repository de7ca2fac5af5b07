/** What all four builds serve. How a build comes to what is injected here is all that it may add. */
package io.quarkiverse.replicated.benchmarks.application;
