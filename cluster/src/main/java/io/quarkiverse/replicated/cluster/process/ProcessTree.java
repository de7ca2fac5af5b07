package io.quarkiverse.replicated.cluster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and its children, which get their signals together.
 */
public final class ProcessTree {

    private final ProcessHandle root;
    private final Path frozenFile;
    private volatile Set<Long> frozen = Set.of();

    /** @param frozenFile the file in which {@link Guard} finds the processes to wake before it ends the root */
    public ProcessTree(ProcessHandle root, Path frozenFile) {
        this.root = root;
        this.frozenFile = frozenFile;
    }

    public boolean isFrozen() {
        return !frozen.isEmpty();
    }

    public void signalRoot(String signal) throws InterruptedException {
        Signals.send(signal, List.of(root.pid()));
    }

    /** Sends SIGSTOP to all of them. */
    public void freeze() throws InterruptedException {
        Set<Long> stopped = new LinkedHashSet<>();
        // The root comes first, because it forks the others. The loop ends when it finds no child that was forked meanwhile.
        for (Set<Long> next = Set.of(root.pid()); !next.isEmpty(); next = childrenBut(stopped)) {
            stopped.addAll(next);
            frozen = Set.copyOf(stopped);
            write(frozen);
            Signals.send("STOP", next);
        }
    }

    /** Sends SIGCONT to those that were stopped. */
    public void thaw() throws InterruptedException {
        if (isFrozen()) {
            Signals.send("CONT", frozen);
            frozen = Set.of();
            write(frozen);
        }
    }

    /** Sends SIGKILL to all of them. They are stopped first, so that the root forks no further child meanwhile. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all;
        if (Platform.WINDOWS) {
            all = Stream.concat(Stream.of(root), root.descendants()).toList();
        } else {
            freeze();
            all = frozen.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        frozen = Set.of();
        write(frozen);
    }

    private Set<Long> childrenBut(Set<Long> known) {
        return root.descendants().map(ProcessHandle::pid).filter(pid -> !known.contains(pid)).collect(Collectors.toSet());
    }

    private void write(Set<Long> pids) {
        try {
            if (pids.isEmpty()) {
                Files.deleteIfExists(frozenFile);
            } else {
                Files.writeString(frozenFile, pids.stream().map(String::valueOf).collect(Collectors.joining(" ")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
