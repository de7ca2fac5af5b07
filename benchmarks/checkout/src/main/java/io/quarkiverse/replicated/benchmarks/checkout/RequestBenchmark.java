package io.quarkiverse.replicated.benchmarks.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.quarkus.vertx.http.runtime.filters.Filter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.RoutingContext;

/**
 * One operation serves an HTTP request: the filter of this library routes it, and code takes a connection or none. The methods
 * without the filter do the same over a pool that is not routed, so that the difference is the cost of routing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(value = 2, jvmArgsAppend = { "-Djmh.executor=CUSTOM",
        "-Djmh.executor.class=io.quarkiverse.replicated.benchmarks.checkout.VertxThreads",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Xmx512m" })
public class RequestBenchmark {

    private final NoOpExchange get = NoOpExchange.of(HttpMethod.GET);
    private final NoOpExchange post = NoOpExchange.of(HttpMethod.POST);
    private QuarkusServers servers;
    private ContextInternal connection;
    private Handler<RoutingContext> filter;

    @Setup
    public void start(CheckoutBenchmark.Servers started) throws SQLException {
        servers = Arc.container().instance(QuarkusServers.class).get();
        connection = ((VertxInternal) servers.vertx).getOrCreateContext();
        filter = filter();
        verify("replica", read());
        verify("primary", answeredWrite());
        if (!post.response().headers().contains("Set-Cookie")) {
            throw new IllegalStateException("The answer to a POST that wrote has no position");
        }
    }

    /** The only filter that the router of Quarkus gets. */
    private static Handler<RoutingContext> filter() {
        Filters filters = new Filters();
        Arc.container().beanManager().getEvent().fire(filters);
        List<Filter> all = filters.getFilters();
        if (all.size() != 1) {
            throw new IllegalStateException("There are " + all.size() + " filters rather than one");
        }
        return all.get(0).getHandler();
    }

    private static void verify(String expected, String server) {
        if (!server.startsWith(expected)) {
            throw new IllegalStateException("The request went to " + server + " rather than to " + expected);
        }
    }

    /** A GET that takes no connection. */
    @Benchmark
    public NoOpExchange get() {
        ContextInternal before = begin();
        filter.handle(get);
        connection.endDispatch(before);
        return get;
    }

    @Benchmark
    public NoOpExchange getWithoutFilter() {
        ContextInternal before = begin();
        get.next();
        connection.endDispatch(before);
        return get;
    }

    /** A GET that takes one connection. */
    @Benchmark
    public String read() throws SQLException {
        ContextInternal before = begin();
        filter.handle(get);
        String server = query(servers.routed);
        connection.endDispatch(before);
        return server;
    }

    @Benchmark
    public String readWithoutFilter() throws SQLException {
        ContextInternal before = begin();
        get.next();
        String server = query(servers.plainReplica);
        connection.endDispatch(before);
        return server;
    }

    /** A POST that takes one connection, until its response begins. */
    @Benchmark
    public String write() throws SQLException {
        ContextInternal before = begin();
        filter.handle(post);
        String server = query(servers.routed);
        connection.endDispatch(before);
        return server;
    }

    /** A POST whose response brings its client the position. */
    @Benchmark
    public String answeredWrite() throws SQLException {
        ContextInternal before = begin();
        filter.handle(post);
        String server = query(servers.routed);
        post.endHeaders();
        connection.endDispatch(before);
        return server;
    }

    @Benchmark
    public String writeWithoutFilter() throws SQLException {
        ContextInternal before = begin();
        post.next();
        String server = query(servers.plainPrimary);
        connection.endDispatch(before);
        return server;
    }

    /** As Quarkus begins a request: in a context of its own, which is marked as safe. */
    private ContextInternal begin() {
        ContextInternal request = connection.duplicate();
        VertxContextSafetyToggle.setContextSafe(request, true);
        return request.beginDispatch();
    }

    private static String query(DataSource pool) throws SQLException {
        Connection taken = pool.getConnection();
        String server = CheckoutBenchmark.ask(taken, "SELECT 1");
        taken.close();
        return server;
    }
}
