package io.quarkiverse.replicated.it.topologies;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** Servers that Patroni leads: asynchronous ones may lose the last commits of a leader that dies. */
final class PatroniScenarios {

    private static final Set<Tool> NEEDS = Set.of(Tool.PATRONI, Tool.ETCD, Tool.POSTGRESQL);
    private static final Set<Tool> BALANCED = Set.of(Tool.PATRONI, Tool.ETCD, Tool.POSTGRESQL, Tool.HAPROXY);
    private static final Scenario.Start<PatroniServers> ASYNCHRONOUS = it -> new PatroniServers(it, false);
    private static final Scenario.Start<PatroniServers> SYNCHRONOUS = it -> new PatroniServers(it, true);

    static final List<Scenario<?>> ALL = List.of(
            Scenario.of("2a", "Patroni: switchover", NEEDS, ASYNCHRONOUS, (servers, stage) -> {
                stage.pass(1 / 3.0);
                servers.switchOver();
                stage.rest();
            }),
            Scenario.of("2b", "Patroni: switchover, then the leader's machine dies (-9), and comes back", NEEDS, ASYNCHRONOUS,
                    PatroniScenarios::switchOverAndKill).losingCommits(),
            Scenario.of("2c", "Patroni, synchronous_mode, after a CHECKPOINT: the leader's machine dies (-9), and comes back;"
                    + " replay of one replica paused by chance", NEEDS, SYNCHRONOUS, (servers, stage) -> {
                        servers.checkpoint();
                        try (ReplayPauses late = new ReplayPauses(servers.replicas().get(1))) {
                            kill(servers, stage);
                        }
                    }),
            Scenario.of("2d", "as 2b, the application's user without pg_monitor", NEEDS, ASYNCHRONOUS, (servers, stage) -> {
                try (Connection connection = servers.primary(); Statement statement = connection.createStatement()) {
                    statement.execute("REVOKE pg_monitor FROM " + Documents.USER);
                }
                switchOverAndKill(servers, stage);
            }).losingCommits(),
            Scenario.of("3a", "HAProxy with Patroni's checks, two replicas behind one port, replay of one paused by chance",
                    BALANCED, BalancedServers::new, (servers, stage) -> {
                        try (ReplayPauses late = new ReplayPauses(servers.patroni.replicas().get(0))) {
                            stage.rest();
                        }
                    }),
            Scenario.of("3b", "as 3a, with a switchover", BALANCED, BalancedServers::new, (servers, stage) -> {
                try (ReplayPauses late = new ReplayPauses(servers.patroni.replicas().get(1))) {
                    stage.pass(1 / 3.0);
                    servers.patroni.switchOver();
                    stage.rest();
                }
            }));

    private PatroniScenarios() {
    }

    private static void switchOverAndKill(PatroniServers servers, Stage stage) throws Exception {
        stage.pass(1 / 6.0);
        servers.switchOver();
        kill(servers, stage);
    }

    private static void kill(PatroniServers servers, Stage stage) throws Exception {
        stage.pass(1 / 6.0);
        PatroniMember leader = servers.leader();
        leader.kill();
        Waiting.until("another member leads", () -> servers.leader() != leader);
        stage.pass(1 / 6.0);
        leader.start();
        Waiting.until("the dead leader follows", leader::isReplica);
        stage.rest();
    }
}
