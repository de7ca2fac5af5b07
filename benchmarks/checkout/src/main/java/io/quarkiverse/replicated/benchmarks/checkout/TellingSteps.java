package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

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
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.observability.RouteCounts;
import io.quarkiverse.replicated.runtime.observability.RouteInLog;
import io.quarkiverse.replicated.runtime.observability.RouteInSpan;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.routing.RouteListener;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.Server;

/** What it costs with each connection to tell of its route. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(value = 2, jvmArgsAppend = { "-Djmh.executor=CUSTOM",
        "-Djmh.executor.class=io.quarkiverse.replicated.benchmarks.checkout.VertxThreads",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-Xmx512m" })
public class TellingSteps {

    private final Server primary = new Server(Target.PRIMARY, "primary");
    private final Server first = new Server(Target.REPLICA, "first");
    private final Server second = new Server(Target.REPLICA, "second");
    private final Route route = second.because(Reason.HTTP_METHOD);
    private final RouteListener metrics = new RouteCounts(List.of(primary, first, second));
    private final RouteListener tracing = new RouteInSpan(routes());
    private final RouteListener log = new RouteInLog(routes());

    private RequestRoute request;
    private Span sampled;
    private Span dropped;

    private Stream<Route> routes() {
        return Stream.of(primary, first, second).flatMap(it -> Stream.of(Reason.values()).map(it::because));
    }

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

    /** Nothing is told: the measure of the others. */
    @Benchmark
    public Route nothing() {
        return route;
    }

    /** For the header, the access log and the decisions. */
    @Benchmark
    public Route request() {
        request.routed(route);
        return route;
    }

    @Benchmark
    public Route metrics() {
        metrics.routed(route, request);
        return route;
    }

    /** In a span that is kept. */
    @Benchmark
    public Route tracing() {
        try (var scope = Context.root().with(sampled).makeCurrent()) {
            tracing.routed(route, request);
        }
        return route;
    }

    /** In a span that is not kept. */
    @Benchmark
    public Route tracingOfDropped() {
        try (var scope = Context.root().with(dropped).makeCurrent()) {
            tracing.routed(route, request);
        }
        return route;
    }

    /** What of the two above is only the measurement: a span is made the current one. */
    @Benchmark
    public Route currentSpan() {
        try (var scope = Context.root().with(dropped).makeCurrent()) {
            return route;
        }
    }

    @Benchmark
    public Route log() {
        log.routed(route, request);
        return route;
    }
}
