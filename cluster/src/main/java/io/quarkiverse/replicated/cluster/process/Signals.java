package io.quarkiverse.replicated.cluster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Signals that {@link ProcessHandle} cannot send.
 */
final class Signals {

    private Signals() {
    }

    /** Ignores processes that have ended. */
    static void send(String signal, Collection<Long> pids) throws InterruptedException {
        if (Platform.WINDOWS) {
            throw new UnsupportedOperationException("Windows has no signal " + signal);
        }
        // The shell has a kill of its own; slim images have no /bin/kill.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "for p do kill -s \"$0\" \"$p\"; done", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            Process kill = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
