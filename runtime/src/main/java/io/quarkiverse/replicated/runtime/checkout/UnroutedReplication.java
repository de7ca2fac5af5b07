package io.quarkiverse.replicated.runtime.checkout;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.quarkiverse.replicated.ReplicaStatus;
import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route;

/** The {@link Replication} of an application that routes nothing. Code runs as if it did not use {@link Replication}. */
public record UnroutedReplication(Route currentRoute) implements Replication {

    @Override
    public <T> T callOnPrimary(Callable<T> code) throws Exception {
        return code.call();
    }

    @Override
    public void runOnPrimary(Runnable code) {
        code.run();
    }

    @Override
    public <T> T callOnReplica(Callable<T> code) throws Exception {
        return code.call();
    }

    @Override
    public void runOnReplica(Runnable code) {
        code.run();
    }

    @Override
    public Optional<String> position() {
        return Optional.empty();
    }

    @Override
    public <T> T callAtPosition(String position, Callable<T> code) throws Exception {
        return code.call();
    }

    @Override
    public void runAtPosition(String position, Runnable code) {
        code.run();
    }

    @Override
    public boolean readsFromPrimary() {
        return true;
    }

    @Override
    public List<ReplicaStatus> replicas() {
        return List.of();
    }
}
