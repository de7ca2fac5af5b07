package io.quarkiverse.replicated.runtime.server;

import java.util.function.ToDoubleFunction;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/** Picks one of several replicas that qualify. Safe for use by any number of threads; allocates nothing. */
public interface ReplicaSelector {

    /** Takes each replica in turn. */
    ReplicaSelector ROUND_ROBIN = (replicas, required, count, turn, nowNanos) -> replicas.get(turn(turn, count), required,
            nowNanos);

    /**
     * Takes the replica whose pool has the smallest share of its connections in use; of several such replicas, each in turn.
     *
     * @param load the share of a replica's connections that is in use now
     */
    static ReplicaSelector leastBusy(ToDoubleFunction<Server> load) {
        return (replicas, required, count, turn, nowNanos) -> {
            int first = turn(turn, count);
            Server best = null;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                Server next = replicas.get((first + i) % count, required, nowNanos);
                double loadOfNext = load.applyAsDouble(next);
                if (loadOfNext < least) {
                    best = next;
                    least = loadOfNext;
                }
            }
            return best;
        };
    }

    /**
     * @param count how many replicas there are to pick from ({@link ReplicaSet#count}), at least one
     * @param turn a counter that goes up by one with each read, and overflows
     */
    Server select(ReplicaSet replicas, RequiredPosition required, int count, int turn, long nowNanos);

    private static int turn(int turn, int count) {
        return Integer.remainderUnsigned(turn, count);
    }
}
