/** The configuration: its mappings, what they mean together, and where messages link to. */
package io.quarkiverse.replicated.runtime.config;
