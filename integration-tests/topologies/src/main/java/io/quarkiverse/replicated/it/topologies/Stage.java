package io.quarkiverse.replicated.it.topologies;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.PackagedApplication;

/** The application on its servers, under load. The time of a scenario begins when the load has come about. */
final class Stage implements AutoCloseable {

    private static final Map<String, String> OF_ALL = Map.of("quarkus.replicated.consistency.secret",
            "a secret for all instances");

    private final PackagedApplication packaged;
    private final Map<String, String> settings;
    private final Duration time;
    private final List<Application> applications = new ArrayList<>();
    private final Load load;
    private final Readiness readiness;
    private final long startedAtNanos;

    /** @param isolates whether the load reads in repeatable transactions, too */
    Stage(PackagedApplication packaged, Map<String, String> settings, Duration time, boolean isolates)
            throws InterruptedException {
        this.packaged = packaged;
        this.settings = new HashMap<>(OF_ALL);
        this.settings.putAll(settings);
        this.time = time;
        Application application = startAnother();
        // Not all set-ups get as far as that, which is what they are about.
        Waiting.within(Duration.ofSeconds(20), () -> Readiness.hasReplica(application));
        load = new Load(application, isolates);
        readiness = new Readiness(load::application);
        load.awaitWarm();
        startedAtNanos = System.nanoTime();
    }

    /** An application with the same settings, which ends with the stage. */
    Application startAnother() {
        Application application = packaged.start(settings);
        applications.add(application);
        return application;
    }

    Application application() {
        return applications.get(0);
    }

    Load load() {
        return load;
    }

    /** A part of the scenario's time passes. */
    void pass(double part) {
        Waiting.pass(Duration.ofMillis((long) (part * time.toMillis())));
    }

    boolean hasTimeLeft() {
        return System.nanoTime() - startedAtNanos < time.toNanos();
    }

    /** The rest of the scenario's time passes, a third of it at the least. */
    void rest() {
        pass(1 / 3.0);
        while (hasTimeLeft()) {
            Waiting.pass(Duration.ofMillis(100));
        }
    }

    /** Ends the load, and returns what came of it. The application goes on. */
    Tally endLoad() throws InterruptedException {
        load.close();
        readiness.close();
        return load.tally();
    }

    Readiness readiness() {
        return readiness;
    }

    /** All that the applications have printed. */
    String log() {
        return applications.stream().map(Application::log).collect(Collectors.joining());
    }

    @Override
    public void close() {
        applications.forEach(Application::close);
    }
}
