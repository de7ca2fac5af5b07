package io.quarkiverse.replicated.it.consistency;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.replicated.cluster.PostgresNode;
import io.quarkiverse.replicated.it.harness.Client;

/** What can happen to a primary and three replicas. */
final class Outages {

    private static final Duration A_WHILE = Duration.ofSeconds(3);

    static final Outage REPLICA_KILLED = Outage.of("a replica killed (kill -9)", scene -> scene.replica.kill(), A_WHILE,
            scene -> scene.replica.start(), it -> !it.isUsable("replica"));

    static final Outage REPLICA_FROZEN = Outage.of("a replica frozen for 20 s (SIGSTOP)", scene -> scene.replica.freeze(),
            Duration.ofSeconds(20), scene -> scene.replica.thaw(), it -> !it.isUsable("replica"));

    static final Outage REPLICA_STOPPED = Outage.of("a replica restarted", scene -> scene.replica.restart(), Duration.ZERO,
            Outage.NOTHING, it -> true);

    static final Outage REPLAY_PAUSED = Outage.of("replay paused beyond max-lag", scene -> scene.replica.pauseReplay(),
            Duration.ofSeconds(5), scene -> scene.replica.resumeReplay(), it -> !it.isUsable("replica"));

    static final Outage ALL_REPLICAS_KILLED = Outage.of("all replicas killed",
            scene -> scene.replicas.forEach(PostgresNode::kill),
            A_WHILE, scene -> scene.replicas.forEach(PostgresNode::start), Servers::noReplicaIsUsable);

    static final Outage PRIMARY_KILLED = Outage.ofPrimary("the primary killed and restarted", scene -> scene.oldPrimary.kill(),
            A_WHILE, scene -> scene.oldPrimary.start(), Servers::areAllWell);

    static final Outage PRIMARY_AWAY = Outage.ofPrimary("the primary killed and away for longer than max-lag",
            scene -> scene.oldPrimary.kill(), OutageScene.MAX_LAG.plusSeconds(5), scene -> scene.oldPrimary.start(),
            Servers::areAllWell);

    static final Outage PRIMARY_FROZEN = Outage.ofPrimary("the primary frozen for 5 s (SIGSTOP)",
            scene -> scene.oldPrimary.freeze(), Duration.ofSeconds(5), scene -> scene.oldPrimary.thaw(), Servers::areAllWell);

    static final Outage PROMOTION = Outage.ofPrimary("a replica promoted, the others follow", scene -> {
        scene.oldPrimary.kill();
    }, Duration.ofSeconds(1), scene -> scene.cluster.promote(scene.mostAdvanced()),
            it -> it.primaryWrites() && it.usableReplicas() == 2).given(OutageScene::acknowledgeWhatAReplicaHas);

    static final Outage REPLICA_RECREATED = Outage.of("a replica set up anew", scene -> scene.replica.kill(), A_WHILE,
            OutageScene::recreateFirst, it -> !it.isUsable("replica"));

    static final Outage CHILD_KILLED = Outage.of("one child of a replica killed", scene -> scene.replica.killOneChild(),
            Duration.ZERO, Outage.NOTHING, it -> true);

    static final Outage BULK_LOAD = Outage.of("a bulk load, all replicas late", OutageScene::loadMuch, Duration.ofSeconds(4),
            scene -> scene.replicas.forEach(it -> it.applyDelay(Duration.ZERO)), Servers::noReplicaIsUsable);

    static final Outage POOL_EXHAUSTED = Outage.of("a replica's pool exhausted for 6 s", scene -> CompletableFuture.runAsync(
            () -> new Client().post(scene.application(), "/pool/exhaust?millis=6000")), Duration.ofSeconds(8), Outage.NOTHING,
            it -> true).with("quarkus.datasource.replica.jdbc.acquisition-timeout", "1s");

    static final Outage NO_CONNECTION_LEFT = Outage.of("max_connections of a replica reached",
            OutageScene::takeAllConnections, A_WHILE, OutageScene::giveConnectionsBack, it -> true);

    static final Outage WRONG_PASSWORD = Outage.of("a replica's password wrong", scene -> scene.password("another"), A_WHILE,
            scene -> scene.password("reader"), it -> !it.isUsable("replica"));

    /** While the application runs. */
    static final List<Outage> DURING = List.of(REPLICA_KILLED, REPLICA_FROZEN, REPLICA_STOPPED, REPLAY_PAUSED,
            ALL_REPLICAS_KILLED, PRIMARY_KILLED, PRIMARY_AWAY, PRIMARY_FROZEN, PROMOTION, REPLICA_RECREATED, CHILD_KILLED,
            BULK_LOAD, BULK_LOAD.with("quarkus.replicated.on-lag", "serve"), POOL_EXHAUSTED,
            POOL_EXHAUSTED.with("quarkus.replicated.selection", "least-busy"), NO_CONNECTION_LEFT, WRONG_PASSWORD);

    /** Before it starts. */
    static final List<Outage> BEFORE = List.of(REPLICA_KILLED, REPLICA_FROZEN, REPLAY_PAUSED, ALL_REPLICAS_KILLED,
            PRIMARY_KILLED, PROMOTION, REPLICA_RECREATED, BULK_LOAD, NO_CONNECTION_LEFT, WRONG_PASSWORD);

    private Outages() {
    }
}
