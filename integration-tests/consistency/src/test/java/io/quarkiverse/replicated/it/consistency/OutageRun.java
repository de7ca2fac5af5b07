package io.quarkiverse.replicated.it.consistency;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Application;

/** Lets an outage happen under load, and watches. */
final class OutageRun {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Outage outage;
    private final AtomicInteger mostConnections = new AtomicInteger();
    private long slowestNanos;

    private OutageRun(Outage outage) {
        this.outage = outage;
    }

    /** It happens while the application runs. */
    static OutageReport during(Outage outage) throws Exception {
        return new OutageRun(outage).runDuring();
    }

    /** It has happened when the application starts. */
    static OutageReport before(Outage outage) throws Exception {
        return new OutageRun(outage).runBefore();
    }

    private OutageReport runDuring() throws Exception {
        try (OutageScene scene = new OutageScene()) {
            outage.given().on(scene);
            Application application = scene.startApplication(outage.settings());
            await(application, Servers::areAllWell);
            try (OutageLoad load = new OutageLoad(application)) {
                load.awaitWarm();
                long hurtAt = System.nanoTime();
                outage.hurts().on(scene);
                long hurtDoneAt = System.nanoTime();
                long noticedAt = await(application, outage.isNoticed());
                last(scene, hurtDoneAt);
                return heal(scene, load, hurtAt, hurtDoneAt, Duration.ofNanos(noticedAt - hurtDoneAt), outage.name());
            }
        }
    }

    private OutageReport runBefore() throws Exception {
        try (OutageScene scene = new OutageScene()) {
            outage.given().on(scene);
            outage.hurts().on(scene);
            long startedAt = System.nanoTime();
            Application application = scene.startApplication(outage.settings());
            Duration start = Duration.ofNanos(System.nanoTime() - startedAt);
            try (OutageLoad load = new OutageLoad(application)) {
                if (!outage.withoutPrimary()) {
                    load.awaitWarm();
                }
                await(application, outage.isNoticed());
                last(scene, System.nanoTime());
                return heal(scene, load, startedAt, startedAt, start, "start: " + outage.name());
            }
        }
    }

    private OutageReport heal(OutageScene scene, OutageLoad load, long hurtAt, long hurtDoneAt, Duration noticed, String name)
            throws Exception {
        outage.heals().on(scene);
        long healedAt = System.nanoTime();
        long writableAt = outage.withoutPrimary() ? await(scene.application(), Servers::primaryWrites) : hurtDoneAt;
        long normalAt = await(scene.application(), outage.isOver());
        last(scene, System.nanoTime(), Duration.ofSeconds(2));
        load.close();
        return new OutageReport(name, load.calls(), hurtAt, hurtDoneAt, writableAt, noticed,
                Duration.ofNanos(normalAt - healedAt), Duration.ofNanos(slowestNanos), mostConnections.get());
    }

    private void last(OutageScene scene, long sinceNanos) throws InterruptedException {
        last(scene, sinceNanos, outage.lasts());
    }

    /** Counts connections meanwhile. */
    private void last(OutageScene scene, long sinceNanos, Duration howLong) throws InterruptedException {
        do {
            for (PostgresNode node : scene.cluster.replicas()) {
                count(node);
            }
            count(scene.cluster.primary());
            Thread.sleep(200);
        } while (System.nanoTime() - sinceNanos < howLong.toNanos());
    }

    private void count(PostgresNode node) {
        if (!node.isRunning() || node.isFrozen()) {
            return;
        }
        try (Connection connection = node.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity "
                        + "WHERE backend_type = 'client backend' AND application_name = 'PostgreSQL JDBC Driver'")) {
            row.next();
            mostConnections.accumulateAndGet(row.getInt(1) - 1, Math::max);
        } catch (SQLException e) {
            // The server accepts no connection at the moment, which is the subject of some outages.
        }
    }

    private long await(Application application, Predicate<Servers> condition) throws Exception {
        long start = System.nanoTime();
        while (true) {
            long askedAt = System.nanoTime();
            Servers servers = Servers.of(application);
            slowestNanos = Math.max(slowestNanos, System.nanoTime() - askedAt);
            if (condition.test(servers)) {
                return System.nanoTime();
            }
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new IllegalStateException(outage.name() + ": " + servers.health() + "\n" + application.log());
            }
            Thread.sleep(5);
        }
    }

}
