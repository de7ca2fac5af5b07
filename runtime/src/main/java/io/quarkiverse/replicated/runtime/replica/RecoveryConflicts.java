package io.quarkiverse.replicated.runtime.replica;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How often each replica has cancelled a statement or a session of this application that stood in the way of replay. */
public final class RecoveryConflicts {

    private final Map<Database, LongAdder> counts;

    public RecoveryConflicts(Collection<Database> replicas) {
        counts = replicas.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), it -> new LongAdder()));
    }

    public void add(Database replica) {
        counts.get(replica).increment();
    }

    public long of(Database replica) {
        return counts.get(replica).sum();
    }
}
