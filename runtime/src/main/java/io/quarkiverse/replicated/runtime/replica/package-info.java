/** What is known of the servers: which there are and which of them can be used now. JDK and {@code java.sql} only. */
package io.quarkiverse.replicated.runtime.replica;
