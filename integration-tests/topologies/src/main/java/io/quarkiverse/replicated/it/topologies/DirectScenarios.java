package io.quarkiverse.replicated.it.topologies;

import java.util.List;
import java.util.Set;

import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.RandomLag;

/** With nothing before the servers: restarts of the application, wrong addresses, and servers that allow little. */
final class DirectScenarios {

    private static final Set<Tool> NOTHING = Set.of();

    static final List<Scenario<?>> ALL = List.of(
            Scenario.of("4b", "the application replaced by another instance under load, SIGTERM, quarkus.shutdown.timeout=8s",
                    NOTHING, it -> DirectServers.start(), DirectScenarios::replace).with("quarkus.shutdown.timeout", "8s"),
            of("5d", "the replica's URL names another database of the same servers",
                    it -> DirectServers.withAnotherDatabase()),
            of("6b", "EXECUTE on pg_control_system, _checkpoint and _recovery revoked from all",
                    it -> DirectServers.start("REVOKE EXECUTE ON FUNCTION pg_control_system(), pg_control_checkpoint(),"
                            + " pg_control_recovery() FROM PUBLIC", "REVOKE pg_monitor FROM " + Documents.USER)),
            of("6c", "EXECUTE on pg_current_wal_flush_lsn revoked from all",
                    it -> DirectServers.start("REVOKE EXECUTE ON FUNCTION pg_current_wal_flush_lsn() FROM PUBLIC",
                            "REVOKE pg_monitor FROM " + Documents.USER)),
            of("6d", "default_transaction_read_only=on for the application's user",
                    it -> DirectServers.start("ALTER ROLE " + Documents.USER + " SET default_transaction_read_only = on")));

    private DirectScenarios() {
    }

    private static Scenario<DirectServers> of(String id, String what, Scenario.Start<DirectServers> start) {
        return Scenario.of(id, what, NOTHING, start, (servers, stage) -> stage.rest());
    }

    /** As in a rolling restart: the next one is ready, requests turn to it, and the old one is asked to end. */
    private static void replace(DirectServers servers, Stage stage) throws Exception {
        try (RandomLag late = new RandomLag(servers.cluster.replica(0))) {
            stage.pass(1 / 3.0);
            Application next = stage.startAnother();
            Waiting.until("the next one is ready", () -> Readiness.hasReplica(next));
            stage.load().turnTo(next);
            stage.application().close();
            stage.rest();
        }
    }
}
