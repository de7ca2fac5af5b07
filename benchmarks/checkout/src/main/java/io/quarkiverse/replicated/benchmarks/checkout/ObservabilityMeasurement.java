package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.List;

import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

import io.quarkiverse.replicated.benchmarks.checkout.CheckoutBenchmark.Work;
import io.quarkiverse.replicated.benchmarks.report.Arguments;
import io.quarkiverse.replicated.benchmarks.report.Column;
import io.quarkiverse.replicated.benchmarks.report.Environment;
import io.quarkiverse.replicated.benchmarks.report.Report;
import io.quarkiverse.replicated.benchmarks.report.Table;

/** What it costs to report routes. Writes {@code observability.md} and {@code observability.json}. */
public final class ObservabilityMeasurement {

    private final Jmh jmh;
    private final Table table = new Table("With each connection that is taken", Column.of("what is reported"),
            new Column("processor ns", "%,.1f"), new Column("B", "%,.1f"));

    private ObservabilityMeasurement(Jmh jmh) {
        this.jmh = jmh;
    }

    /** @param arguments {@code [--quick] DIRECTORY} */
    public static void main(String[] arguments) throws RunnerException {
        Arguments parsed = Arguments.of(arguments);
        Jmh jmh = parsed.quick() ? new Jmh(1, 3, 3, TimeValue.milliseconds(250))
                : new Jmh(2, 5, 5, TimeValue.milliseconds(400));
        ObservabilityMeasurement measurement = new ObservabilityMeasurement(jmh);
        measurement.run();
        new Report(parsed.title("What it costs to report routes"), Environment.here())
                .add(measurement.table)
                .define("processor ns", "user and system time of the whole process for one operation, the median of all "
                        + "iterations, and in parentheses the least and the greatest; an empty operation is in it")
                .define("B", "bytes allocated for one operation, by JMH's profiler of the collector")
                .define("a span", "of the SDK of OpenTelemetry, which the measurement makes the current one for each operation")
                .define("iterations", jmh.forks() + " JVMs, in each " + jmh.warmUps() + " to warm up and " + jmh.iterations()
                        + " that count, of " + jmh.iteration())
                .write(parsed.directory(), "observability");
    }

    private void run() throws RunnerException {
        add("nothing", "nothing");
        add("the request remembers it, for header, access log and Dev UI", "request");
        add("metrics", "metrics");
        add("log context (`quarkus.replicated.mdc=true`)", "log");
        add("no span attributes, only a current span", "currentSpan");
        add("span attributes, in a span that is dropped", "tracingOfDropped");
        add("span attributes, in a span that is kept", "tracing");
    }

    private void add(String title, String method) throws RunnerException {
        Measured measured = jmh.run("ReportingSteps." + method + "$", 1, Work.READ, List.of(Variant.ROUTED_IN_REQUEST)).get(0);
        table.row(title, measured.processorNanos(), measured.bytes().median());
    }
}
