package io.quarkiverse.replicated.runtime.monitor;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.quarkiverse.replicated.runtime.server.Server;

/** Counts how often each replica has cancelled a statement or a session of this application that conflicted with replay. */
public final class RecoveryConflicts {

    private final Map<Server, LongAdder> counts;

    public RecoveryConflicts(Collection<Server> replicas) {
        counts = replicas.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), it -> new LongAdder()));
    }

    public void add(Server replica) {
        counts.get(replica).increment();
    }

    public long of(Server replica) {
        return counts.get(replica).sum();
    }
}
