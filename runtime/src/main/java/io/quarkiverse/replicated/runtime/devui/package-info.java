/** Serves the data of the Dev UI pages. Only dev mode has this package. */
package io.quarkiverse.replicated.runtime.devui;
