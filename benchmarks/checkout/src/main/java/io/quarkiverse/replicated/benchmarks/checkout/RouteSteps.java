package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.concurrent.TimeUnit;

import jakarta.transaction.TransactionSynchronizationRegistry;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;

/** What a route in a request is made of. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(value = 2, jvmArgsAppend = { "-Djmh.executor=CUSTOM",
        "-Djmh.executor.class=io.quarkiverse.replicated.benchmarks.checkout.VertxThreads",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Xmx512m" })
public class RouteSteps {

    private TransactionSynchronizationRegistry transactions;
    private Replication replication;

    @Setup
    public void start(CheckoutBenchmark.Client client) throws Exception {
        transactions = bean(TransactionSynchronizationRegistry.class);
        replication = bean(Replication.class);
        client.open().close();
    }

    private static <T> T bean(Class<T> type) {
        return ClientProxy.unwrap(Arc.container().instance(type).get());
    }

    @Benchmark
    public RouteIntent scope() {
        return RouteScope.current();
    }

    @Benchmark
    public Request request() {
        return CurrentRequest.get();
    }

    @Benchmark
    public int transaction() {
        return transactions.getTransactionStatus();
    }

    @Benchmark
    public Route route() {
        return replication.currentRoute();
    }

    @Benchmark
    public long clock() {
        return System.nanoTime();
    }
}
