package io.quarkiverse.replicated.benchmarks.checkout;

import java.sql.Connection;

import jakarta.transaction.TransactionManager;

/** One way to get connections. */
interface Checkout extends AutoCloseable {

    /** A connection to read with: of a replica, if this way knows replicas. */
    Connection read() throws Exception;

    /** A connection to write with: of the primary. */
    Connection write() throws Exception;

    /** What is asked of a connection to read with. Some find the route in the statement. */
    default String query() {
        return "SELECT 1";
    }

    /** What is asked of a connection to write with. */
    default String lockingQuery() {
        return query();
    }

    /** Called once by each thread before its first checkout. */
    default void enter() throws Exception {
        // Most need nothing.
    }

    /** What its connections take part in, or {@code null}. */
    default TransactionManager transactions() {
        return null;
    }

    @Override
    default void close() throws Exception {
        // The process ends with the benchmark.
    }
}
