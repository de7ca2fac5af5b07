package io.quarkiverse.replicated.benchmarks.checkout;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

import jakarta.transaction.TransactionManager;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One operation takes a connection and gives it back, with a query in between or without, over {@link NoOpDriver}: what is
 * measured is what a pool and the routing above it cost.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = { "-Djmh.executor=CUSTOM",
        "-Djmh.executor.class=io.quarkiverse.replicated.benchmarks.checkout.VertxThreads",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Xmx512m" })
public class CheckoutBenchmark {

    /** Which connections are wanted. */
    public enum Work {
        ALTERNATING,
        READ,
        WRITE
    }

    @State(Scope.Benchmark)
    public static class Servers {

        @Param("AGROAL")
        public Variant variant;
        @Param("ALTERNATING")
        public Work work;
        Checkout checkout;

        @Setup
        public void open() throws Exception {
            checkout = variant.open();
        }

        @TearDown
        public void close() throws Exception {
            checkout.close();
        }
    }

    @State(Scope.Thread)
    public static class Client {

        private Checkout checkout;
        private Work work;
        private boolean reads;
        private TransactionManager transactions;

        @Setup
        public void enter(Servers servers) throws Exception {
            checkout = servers.checkout;
            work = servers.work;
            checkout.enter();
            transactions = checkout.transactions();
            RouteCheck.verify(servers.variant, checkout, work);
        }

        /** Every connection still leads to the right server. */
        @TearDown
        public void verify(Servers servers) throws Exception {
            RouteCheck.verify(servers.variant, checkout, work);
        }

        Connection open() throws Exception {
            reads = work == Work.ALTERNATING ? !reads : work == Work.READ;
            return openAgain();
        }

        Connection openAgain() throws Exception {
            return reads ? checkout.read() : checkout.write();
        }

        String query() {
            return reads ? checkout.query() : checkout.lockingQuery();
        }
    }

    @Benchmark
    public Connection open(Client client) throws Exception {
        Connection connection = client.open();
        connection.close();
        return connection;
    }

    @Benchmark
    public String query(Client client) throws Exception {
        Connection connection = client.open();
        String server = ask(connection, client.query());
        connection.close();
        return server;
    }

    /** In a transaction of JTA, which takes its connection twice, as code does that calls other code. */
    @Benchmark
    public String transaction(Client client) throws Exception {
        client.transactions.begin();
        Connection connection = client.open();
        String server = ask(connection, client.query());
        connection.close();
        client.openAgain().close();
        client.transactions.commit();
        return server;
    }

    /** The name that the server returns. */
    static String ask(Connection connection, String query) throws SQLException {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query);
        rows.next();
        String server = rows.getString(1);
        rows.close();
        statement.close();
        return server;
    }
}
