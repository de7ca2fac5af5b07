/** Takes connections from where the route leads: the default datasource, reads, writes, transactions. */
package io.quarkiverse.replicated.runtime.checkout;
