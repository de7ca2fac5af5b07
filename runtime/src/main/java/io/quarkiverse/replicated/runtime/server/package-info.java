/**
 * One server and what is known of it, the immutable set of replicas, and what a kind of database can be asked. JDK and
 * {@code java.sql} only.
 */
package io.quarkiverse.replicated.runtime.server;
