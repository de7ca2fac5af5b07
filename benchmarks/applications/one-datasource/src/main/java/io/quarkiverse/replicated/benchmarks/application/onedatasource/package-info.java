/** The build that knows only the primary. */
package io.quarkiverse.replicated.benchmarks.application.onedatasource;
