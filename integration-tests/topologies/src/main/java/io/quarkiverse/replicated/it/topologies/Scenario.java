package io.quarkiverse.replicated.it.topologies;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.replicated.it.harness.PackagedApplication;

/**
 * A set-up and what happens to it.
 *
 * @param id by which it is asked for
 * @param what for the table
 * @param needs beside the cluster module
 * @param start brings up the servers
 * @param event takes as long as its effect takes, and at least the time of the stage
 * @param settings of the application, besides those of its datasources
 * @param mayLoseCommits no server need have the last commits, so that lost ones are counted, but are no fault
 */
record Scenario<S extends Servers>(String id, String what, Set<Tool> needs, Start<S> start, Event<S> event,
        Map<String, String> settings, boolean mayLoseCommits) {

    interface Start<S> {

        S start(Workplace workplace) throws Exception;
    }

    interface Event<S> {

        void happen(S servers, Stage stage) throws Exception;
    }

    static <S extends Servers> Scenario<S> of(String id, String what, Set<Tool> needs, Start<S> start, Event<S> event) {
        return new Scenario<>(id, what, needs, start, event, Map.of(), false);
    }

    Scenario<S> with(String setting, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(setting, value);
        return new Scenario<>(id, what, needs, start, event, all, mayLoseCommits);
    }

    Scenario<S> losingCommits() {
        return new Scenario<>(id, what, needs, start, event, settings, true);
    }

    List<String> missing() {
        return needs.stream().filter(Tool::isMissing).map(Tool::debianPackage).toList();
    }

    Figures run(Path application, Path logs, Duration time) throws Exception {
        Workplace workplace = Workplace.create(id, logs);
        PackagedApplication packaged = new PackagedApplication(application, workplace.logs(), "application",
                List.of("-Xmx256m"));
        try (S servers = start.start(workplace)) {
            Map<String, String> all = servers.settings();
            all.putAll(settings);
            try (Stage stage = new Stage(packaged, all, time, servers.haveSessions())) {
                event.happen(servers, stage);
                Tally tally = stage.endLoad();
                try (Connection primary = servers.primary()) {
                    return new Figures(this, tally, Documents.lost(primary, tally.acknowledged), stage.readiness().down(),
                            stage.readiness().lastDown(), Warnings.of(stage.log()));
                }
            }
        }
    }
}
