package io.quarkiverse.replicated.benchmarks.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

import jakarta.transaction.TransactionManager;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.checkout.RoutedGroup;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresDialect;
import io.quarkiverse.replicated.runtime.routing.Client;
import io.quarkiverse.replicated.runtime.routing.Cover;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RequestLedger;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.routing.RouteScope;
import io.quarkiverse.replicated.runtime.routing.Trace;
import io.quarkiverse.replicated.runtime.scope.CurrentRequest;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkus.arc.Arc;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/** The routed datasource. Outside of a request the scope of an annotation decides which connections are wanted. */
final class Routed implements Checkout {

    private static final RouteIntent READ = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "a benchmark", true);
    private static final RouteIntent WRITE = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "a benchmark", false);
    private static final RouteIntent GET = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "its HTTP method", true);

    private final QuarkusServers servers;
    private final AgroalDataSource routed;
    private RequiredPosition presented;

    private Routed(QuarkusServers servers) {
        this.servers = servers;
        this.routed = servers.routed;
    }

    static Routed open(int replicas, String mode) throws ReflectiveOperationException {
        String others = Boolean.toString(replicas > 1);
        return new Routed(QuarkusServers.start(Map.of("quarkus.replicated.consistency.mode", mode,
                "quarkus.replicated.consistency.secret", "everybody may know this one",
                "quarkus.datasource.replica-2.active", others, "quarkus.datasource.replica-3.active", others)));
    }

    /** A position that all replicas show, and that was written. */
    static RequiredPosition shownByAll() throws SQLException {
        try (Connection primary = new NoOpDriver().connect("jdbc:postgresql://primary:5432/app", new Properties())) {
            return RequiredPosition
                    .of(new PostgresDialect(Clock.SYSTEM, true).ask(primary, Target.PRIMARY, Duration.ofSeconds(1)).position());
        }
    }

    Routed withPoolMetrics() {
        servers.replicas().forEach(it -> it.getConfiguration().setMetricsEnabled(true));
        servers.primary.getConfiguration().setMetricsEnabled(true);
        return this;
    }

    /** Each thread works for a request that only reads. */
    Routed inRequest(RequiredPosition presented) {
        this.presented = presented;
        return this;
    }

    @Override
    public void enter() {
        if (presented != null) {
            ContextInternal request = ((VertxInternal) servers.vertx).getOrCreateContext().duplicate();
            request.beginDispatch();
            CurrentRequest.set(new BenchmarkRequest(new BenchmarkClient(presented)));
        }
    }

    @Override
    public Connection read() throws SQLException {
        if (presented != null) {
            return routed.getConnection();
        }
        RouteIntent outer = RouteScope.enter(READ);
        Connection connection = routed.getConnection();
        RouteScope.restore(outer);
        return connection;
    }

    @Override
    public Connection write() throws SQLException {
        RouteIntent outer = RouteScope.enter(WRITE);
        Connection connection = routed.getConnection();
        RouteScope.restore(outer);
        return connection;
    }

    @Override
    public TransactionManager transactions() {
        return servers.transactions;
    }

    @Override
    public void close() {
        servers.stop();
    }

    /** A request that only reads. */
    private static final class BenchmarkRequest extends Request {

        BenchmarkRequest(Client client) {
            super(GET, new RequestLedger(Arc.container().instance(RoutedGroup.class).get().group(), client, false, null),
                    new Trace());
        }

        @Override
        public String place(RouteIntent intent) {
            return "GET /";
        }
    }

    /** What the client brought has been read. */
    private record BenchmarkClient(RequiredPosition presented) implements Client {

        @Override
        public boolean isDoubtful() {
            return false;
        }

        @Override
        public void prove(Sample primary) {
            throw new IllegalStateException("There is no doubt");
        }

        @Override
        public void expectPosition(RequestLedger ledger) {
            // The answer goes nowhere.
        }

        @Override
        public boolean countsPlainThreads() {
            return true;
        }

        @Override
        public Cover cover() {
            return Cover.NONE;
        }

        @Override
        public void cover(Cover cover) {
            // The answer goes nowhere.
        }

        @Override
        public void startAnew() {
            // The answer goes nowhere.
        }
    }
}
