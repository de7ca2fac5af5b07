/**
 * PostgreSQL: how it is asked for roles and positions, and how its answers and errors are read. The only room that knows it.
 */
package io.quarkiverse.replicated.runtime.postgres;
