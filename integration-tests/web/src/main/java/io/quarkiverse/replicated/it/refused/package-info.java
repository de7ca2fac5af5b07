/** Writes that meet a server which only reads. */
package io.quarkiverse.replicated.it.refused;
