package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.observability.RouteCounts;
import io.quarkiverse.replicated.runtime.observability.RouteInLog;
import io.quarkiverse.replicated.runtime.observability.RouteInSpan;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;

/** What it costs to show the route of each connection. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(value = 2, jvmArgsAppend = { "-Djmh.executor=CUSTOM",
        "-Djmh.executor.class=io.quarkiverse.replicated.benchmarks.checkout.VertxThreads",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Xmx512m" })
public class ReportingSteps {

    private final Server primary = new Server(Target.PRIMARY, "primary", 0);
    private final Server first = new Server(Target.REPLICA, "first", 1);
    private final Server second = new Server(Target.REPLICA, "second", 2);
    private final List<Server> servers = List.of(primary, first, second);
    private final Placement placement = second.because(Reason.HTTP_METHOD);
    private final RouteListener metrics = new RouteCounts(servers);
    private final RouteListener tracing = new RouteInSpan(servers);
    private final RouteListener log = new RouteInLog(servers);

    private Request request;
    private Span sampled;
    private Span dropped;

    @Setup
    public void start(CheckoutBenchmark.Client client) throws Exception {
        client.open().close();
        request = CurrentRequest.get();
        sampled = span(Sampler.alwaysOn());
        dropped = span(Sampler.alwaysOff());
    }

    private static Span span(Sampler sampler) {
        return SdkTracerProvider.builder().setSampler(sampler).build().get("benchmarks").spanBuilder("a request").startSpan();
    }

    /** Nothing is shown: the measure of the others. */
    @Benchmark
    public Placement nothing() {
        return placement;
    }

    /** For the header, the access log and the decisions. */
    @Benchmark
    public Placement request() {
        request.trace().addRoute(placement);
        return placement;
    }

    @Benchmark
    public Placement metrics() {
        metrics.routed(placement, request);
        return placement;
    }

    /** In a span that is kept. */
    @Benchmark
    public Placement tracing() {
        try (var scope = Context.root().with(sampled).makeCurrent()) {
            tracing.routed(placement, request);
        }
        return placement;
    }

    /** In a span that is not kept. */
    @Benchmark
    public Placement tracingOfDropped() {
        try (var scope = Context.root().with(dropped).makeCurrent()) {
            tracing.routed(placement, request);
        }
        return placement;
    }

    /** What of the two above is only the measurement: a span is made the current one. */
    @Benchmark
    public Placement currentSpan() {
        try (var scope = Context.root().with(dropped).makeCurrent()) {
            return placement;
        }
    }

    @Benchmark
    public Placement log() {
        log.routed(placement, request);
        return placement;
    }
}
