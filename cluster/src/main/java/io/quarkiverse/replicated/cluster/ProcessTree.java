package io.quarkiverse.replicated.cluster;

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
 * A postmaster and its children, as one victim.
 */
final class ProcessTree {

    private final ProcessHandle root;
    private final Path frozenFile;
    private volatile Set<Long> frozen = Set.of();

    /** @param frozenFile where the guard looks for processes to wake before it shuts the server down */
    ProcessTree(ProcessHandle root, Path frozenFile) {
        this.root = root;
        this.frozenFile = frozenFile;
    }

    boolean isFrozen() {
        return !frozen.isEmpty();
    }

    void signalRoot(String signal) {
        Signals.send(signal, List.of(root.pid()));
    }

    void freeze() {
        Set<Long> stopped = new LinkedHashSet<>();
        // the root first, as it is the one that forks; and once more, until no child has slipped through
        for (Set<Long> next = Set.of(root.pid()); !next.isEmpty(); next = childrenBut(stopped)) {
            stopped.addAll(next);
            frozen = Set.copyOf(stopped);
            write(frozen);
            Signals.send("STOP", next);
        }
    }

    void thaw() {
        if (isFrozen()) {
            Signals.send("CONT", frozen);
            frozen = Set.of();
            write(frozen);
        }
    }

    /** SIGKILL to all of them, in a moment in which none is being born. */
    void kill() {
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
