package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.shardingsphere.driver.api.ShardingSphereDataSourceFactory;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import com.baomidou.dynamic.datasource.DynamicRoutingDataSource;
import com.zaxxer.hikari.HikariDataSource;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.benchmarks.checkout.CheckoutBenchmark.Work;
import io.quarkiverse.replicated.benchmarks.report.Arguments;
import io.quarkiverse.replicated.benchmarks.report.Column;
import io.quarkiverse.replicated.benchmarks.report.Environment;
import io.quarkiverse.replicated.benchmarks.report.Report;
import io.quarkiverse.replicated.benchmarks.report.Sample;
import io.quarkiverse.replicated.benchmarks.report.Table;
import io.quarkus.runtime.Application;

/** All variants of a checkout. Writes {@code checkout.md} and {@code checkout.json}. */
public final class CheckoutMeasurement {

    private static final Pattern VERSION = Pattern.compile("-(\\d[^/]*)\\.jar$");

    // They are slow enough to be compiled later than the others.
    private static final Set<Variant> SLOW = EnumSet.of(Variant.SHARDINGSPHERE, Variant.AWS_READ_WRITE_SPLITTING,
            Variant.AWS_SRW);
    private static final Set<Variant> OURS = EnumSet.range(Variant.AGROAL, Variant.ROUTED_3_WITH_TOKEN);
    private static final Set<Variant> ONLY_READ = EnumSet.of(Variant.ROUTED_IN_REQUEST, Variant.ROUTED_WITH_TOKEN,
            Variant.ROUTED_3_WITH_TOKEN);

    private final boolean quick;
    private final Report report;

    private CheckoutMeasurement(Arguments arguments) {
        this.quick = arguments.quick();
        this.report = new Report(arguments.title("What a checkout costs"),
                Environment.here().with("Quarkus", version(Application.class))
                        .with("JVM options", "-Xmx512m, on threads of the kind that serve requests")
                        .with("Agroal", version(AgroalDataSource.class)).with("HikariCP", version(HikariDataSource.class))
                        .with("Spring", version(AbstractRoutingDataSource.class))
                        .with("ShardingSphere", version(ShardingSphereDataSourceFactory.class))
                        .with("AWS Advanced JDBC Wrapper", version(software.amazon.jdbc.Driver.class))
                        .with("dynamic-datasource", version(DynamicRoutingDataSource.class)));
    }

    /** @param arguments {@code [--quick] DIRECTORY} */
    public static void main(String[] arguments) throws RunnerException {
        Arguments parsed = Arguments.of(arguments);
        CheckoutMeasurement measurement = new CheckoutMeasurement(parsed);
        measurement.run();
        measurement.report.write(parsed.directory(), "checkout");
    }

    private void run() throws RunnerException {
        Set<Variant> alternating = EnumSet.complementOf(EnumSet.copyOf(ONLY_READ));
        List<Integer> threads = quick ? List.of(1) : List.of(1, 4);
        List<Integer> one = List.of(1);
        add("Reads: taken and given back", "CheckoutBenchmark.open", threads, Work.READ,
                quick ? EnumSet.of(Variant.AGROAL, Variant.ROUTED, Variant.ROUTED_3_WITH_TOKEN) : OURS);
        add("Reads and writes in turn, with a query that does nothing", "CheckoutBenchmark.query", threads,
                Work.ALTERNATING, alternating);
        addRequests();
        if (!quick) {
            add("Reads in a transaction of JTA, which takes its connection twice", "CheckoutBenchmark.transaction", one,
                    Work.READ,
                    EnumSet.of(Variant.AGROAL, Variant.ROUTED_BY_METHOD, Variant.ROUTED, Variant.ROUTED_WITH_TOKEN));
            add("Writes: taken and given back", "CheckoutBenchmark.open", one, Work.WRITE,
                    EnumSet.of(Variant.AGROAL, Variant.ROUTED_BY_METHOD, Variant.ROUTED));
            addSteps();
        }
        report.define("processor ns", "user and system time of the whole process for one operation, the median of all "
                + "iterations, and in parentheses the least and the greatest; the compiler, the collector and the monitor are "
                + "in it. The system counts it in steps of 10 ms, so an iteration of 400 ms is exact to 3 %")
                .define("ratio",
                        "of the medians, to the first row. Rows are measured one after the other, on a machine that may "
                                + "be slower for one than for the next: differences below 15 % say little")
                .define("B", "bytes allocated for one operation, by JMH's profiler of the collector")
                .define("a request", "is served in a Vert.x context of its own, as in Quarkus; nothing goes over a network")
                .define("in turn", "every second connection is one to write with, of the primary; this library then asks the "
                        + "primary for its position once, when the connection is given back, unless positions are off")
                .define("the driver", "answers at once and allocates nothing, so that nothing hides what is above it")
                .define("AWS JDBC wrapper",
                        "with a list of hosts, its dialects `pg` and `generic`, and in an Agroal pool: each "
                                + "connection is switched when it is made read-only, and back when it is given back. It is made for "
                                + "Aurora, and its documentation advises pools of its own for this")
                .define("ShardingSphere",
                        "is configured for the vendor H2, because it asks PostgreSQL more than the driver can answer")
                .define("iterations", iterations(jmh(Variant.AGROAL)) + "; of ShardingSphere and the AWS wrapper, which are "
                        + "compiled later, " + iterations(jmh(Variant.AWS_SRW)));
    }

    /** By the name of the file that the class is in. */
    private static String version(Class<?> type) {
        Matcher version = VERSION.matcher(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        return version.find() ? version.group(1) : "unknown";
    }

    private static String iterations(Jmh jmh) {
        return String.format(Locale.ROOT, "%d JVMs, in each %d to warm up and %d that count, of %s", jmh.forks(), jmh.warmUps(),
                jmh.iterations(), jmh.iteration());
    }

    private Jmh jmh(Variant variant) {
        boolean slow = SLOW.contains(variant);
        return quick ? new Jmh(1, slow ? 12 : 4, 3, TimeValue.milliseconds(250))
                : new Jmh(2, slow ? 16 : 4, 3, TimeValue.milliseconds(400));
    }

    private void add(String title, String benchmark, List<Integer> threads, Work work, Set<Variant> variants)
            throws RunnerException {
        for (int count : threads) {
            Table table = new Table(title + (count == 1 ? ", 1 thread" : ", " + count + " threads"), Column.of("way"),
                    new Column("processor ns", "%,.0f"), new Column("ratio", "%,.2f"), new Column("B", "%,.0f"));
            double base = 0;
            for (Variant variant : variants) {
                Measured measured = jmh(variant).run(benchmark, count, work, List.of(variant)).get(0);
                Sample nanos = measured.processorNanos();
                base = base == 0 ? nanos.median() : base;
                table.row(variant.title(), nanos, nanos.median() / base, measured.bytes().median());
            }
            report.add(table);
        }
    }

    private void addRequests() throws RunnerException {
        Table table = new Table("A request, with a query that does nothing", Column.of("request"),
                new Column("B with routing", "%,.0f"), new Column("B without", "%,.0f"));
        request(table, "a GET without a database", "get", "getWithoutFilter");
        request(table, "a GET that reads", "read", "readWithoutFilter");
        request(table, "a POST that writes, until its response begins", "write", "writeWithoutFilter");
        request(table, "the same, and its response brings the position in a signed cookie", "answeredWrite",
                "writeWithoutFilter");
        report.add(table);
    }

    private void request(Table table, String title, String with, String without) throws RunnerException {
        table.row(title, requestBytes(with), requestBytes(without));
    }

    private double requestBytes(String method) throws RunnerException {
        Variant variant = Variant.ROUTED;
        return jmh(variant).run("RequestBenchmark." + method + "$", 1, Work.READ, List.of(variant)).get(0).bytes().median();
    }

    private void addSteps() throws RunnerException {
        Table table = new Table("Steps of a route in a request", Column.of("step"), new Column("processor ns", "%,.1f"));
        step(table, "the scope of the call", "scope");
        step(table, "the request", "request");
        step(table, "whether a transaction is open", "transaction");
        step(table, "all of them, and the choice of a replica", "route");
        step(table, "of that, the clock", "clock");
        report.add(table);
    }

    private void step(Table table, String title, String method) throws RunnerException {
        Variant variant = Variant.ROUTED_IN_REQUEST;
        table.row(title, jmh(variant).run("RouteSteps." + method, 1, Work.READ, List.of(variant)).get(0).processorNanos());
    }
}
