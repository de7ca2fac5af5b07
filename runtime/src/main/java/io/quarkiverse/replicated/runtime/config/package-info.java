/**
 * The configuration: its mappings, what its values mean in combination, and the sections of the guide that messages link to.
 */
package io.quarkiverse.replicated.runtime.config;
