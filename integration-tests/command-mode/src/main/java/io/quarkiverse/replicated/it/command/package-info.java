/** A command-line program with a routed datasource. */
package io.quarkiverse.replicated.it.command;
