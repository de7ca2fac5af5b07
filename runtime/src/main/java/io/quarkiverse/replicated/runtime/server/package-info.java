/**
 * A server and what is known of it, the immutable set of replicas, and what a kind of database can be asked. This package uses
 * only the JDK and {@code java.sql}.
 */
package io.quarkiverse.replicated.runtime.server;
