/**
 * PostgreSQL: how it is asked for roles and positions, and how its answers and errors are read. No other package knows
 * PostgreSQL.
 */
package io.quarkiverse.replicated.runtime.postgres;
