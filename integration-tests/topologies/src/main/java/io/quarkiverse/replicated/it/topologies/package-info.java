/** Real set-ups, with poolers and failover tools of Debian, that are hurt under load. Run by hand, never published. */
package io.quarkiverse.replicated.it.topologies;
