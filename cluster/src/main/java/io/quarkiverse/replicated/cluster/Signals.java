package io.quarkiverse.replicated.cluster;

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

    /** A process that is gone already is none of the caller's worries. */
    static void send(String signal, Collection<Long> pids) {
        if (Platform.WINDOWS) {
            throw new UnsupportedOperationException("Windows has no signal " + signal);
        }
        // sh has kill built in; slim images have no /bin/kill
        List<String> command = new ArrayList<>(List.of("sh", "-c", "for p do kill -s \"$0\" \"$p\"; done", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            Process kill = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw Await.interrupted(e);
        }
    }
}
