package io.quarkiverse.replicated.cluster.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a server from outliving its JVM. The server runs under a shell whose standard input is a pipe from the JVM. The
 * pipe ends when the JVM closes it or dies, even by kill -9. The shell then sends SIGQUIT to the server, and SIGKILL 5 s
 * later.
 * <p>
 * The kernel's parent death signal does not serve, because it is sent when the <em>thread</em> that started the process
 * ends.
 */
public final class Guard {

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

    /**
     * The command that runs the given one under the guard.
     *
     * @param frozen file with the ids of the processes that the guard wakes first, because a stopped process does not act on
     *        SIGQUIT
     */
    public static List<String> over(List<String> command, Path frozen) {
        if (Platform.WINDOWS) {
            return command;
        }
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", SCRIPT, "postgres-guard", frozen.toString()));
        guarded.addAll(command);
        return guarded;
    }
}
