package io.quarkiverse.replicated.it.errand;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

/** Code that waits for the request to run in. */
@ApplicationScoped
public class Errands {

    private final Map<String, Runnable> waiting = new ConcurrentHashMap<>();

    /** @return the last part of the path of the request that runs {@code code}, once */
    public String leave(Runnable code) {
        String id = UUID.randomUUID().toString();
        waiting.put(id, code);
        return id;
    }

    void run(String id) {
        waiting.remove(id).run();
    }
}
