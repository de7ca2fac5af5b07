package io.quarkiverse.replicated.runtime.replica;

import java.util.ArrayList;
import java.util.List;

/**
 * The replicas that an application has, and those among them that can be used, at one moment. Immutable; a decision reads one
 * set from beginning to end.
 */
public final class ReplicaSet {

    private final List<Database> configured;
    private final List<Database> usable;

    private ReplicaSet(List<Database> configured, List<Database> usable) {
        this.configured = configured;
        this.usable = usable;
    }

    /** These replicas, none of them usable: one that has never been probed is not. */
    public static ReplicaSet unproved(List<Database> configured) {
        return new ReplicaSet(List.copyOf(configured), List.of());
    }

    /** The application has no replica at all, which is not the same as having lost them. */
    public boolean isEmpty() {
        return configured.isEmpty();
    }

    public boolean isUsable(Database replica) {
        return usable.contains(replica);
    }

    /** The first usable replica in the order of the configuration, or {@code null}. */
    public Database firstUsable() {
        return usable.isEmpty() ? null : usable.get(0);
    }

    /** The same replicas with this one usable; this very set if it is already. */
    public ReplicaSet with(Database replica) {
        return isUsable(replica) ? this : keep(configured.stream().filter(it -> it == replica || isUsable(it)).toList());
    }

    /** The same replicas with this one not usable; this very set if it is not. */
    public ReplicaSet without(Database replica) {
        List<Database> rest = new ArrayList<>(usable);
        return rest.remove(replica) ? keep(rest) : this;
    }

    private ReplicaSet keep(List<Database> stillUsable) {
        return new ReplicaSet(configured, List.copyOf(stillUsable));
    }
}
