package io.quarkiverse.replicated.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a server from outliving its JVM. The server runs under a shell whose standard input is a pipe from the JVM: the
 * pipe ends when the JVM closes it or dies, kill -9 included, and the shell then shuts the server down, at first politely.
 * <p>
 * The kernel's parent death signal would not do: it is sent when the <em>thread</em> that started the process ends.
 */
final class Guard {

    private static final String SCRIPT = """
            frozen=$1; shift
            exec 3<&0 </dev/null
            "$@" 3<&- &
            server=$!
            (
                read -r _ <&3
                [ ! -f "$frozen" ] || kill -CONT $(cat "$frozen") 2>/dev/null
                kill -QUIT $server 2>/dev/null
                sleep 5
                kill -KILL $server 2>/dev/null
            ) &
            watch=$!
            exec 3<&-
            wait $server
            status=$?
            kill $watch 2>/dev/null
            exit $status
            """;

    private Guard() {
    }

    /** @param frozen file with the ids of processes to wake first, as a stopped process obeys no other signal */
    static List<String> over(List<String> command, Path frozen) {
        if (Platform.WINDOWS) {
            return command;
        }
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", SCRIPT, "postgres-guard", frozen.toString()));
        guarded.addAll(command);
        return guarded;
    }
}
