package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

import io.quarkiverse.replicated.cluster.process.Guard;
import io.quarkiverse.replicated.cluster.process.Platform;
import io.quarkiverse.replicated.cluster.process.ProcessTree;

/**
 * Starts, stops and kills one server process, which is the postmaster under its {@link Guard}.
 */
final class Server {

    private final String name;
    private final NodeDirectory directory;
    private final Launcher launcher;
    private final Duration limit;
    private final int fixedPort;

    private volatile int port;
    private volatile Process guard;
    private volatile ProcessTree tree;

    /** @param fixedPort 0 for any free port */
    Server(String name, NodeDirectory directory, Launcher launcher, Duration limit, int fixedPort) {
        this.name = name;
        this.directory = directory;
        this.launcher = launcher;
        this.limit = limit;
        this.fixedPort = fixedPort;
    }

    /** 0 before the first start. It never changes after that. */
    int port() {
        return port;
    }

    boolean isRunning() {
        Process current = guard;
        return current != null && current.isAlive();
    }

    boolean isFrozen() {
        return isRunning() && tree.isFrozen();
    }

    /** Starts the server. Returns when it accepts connections. */
    synchronized void start() {
        if (isRunning()) {
            throw new IllegalStateException(name + " is running already");
        }
        launcher.runAs().own(directory.path());
        Await.until(limit, this::attempt, () -> failure("did not start within " + Await.seconds(limit)));
    }

    /** Whether the server has started; {@code false} if another attempt may succeed. */
    private boolean attempt() {
        int candidate = port != 0 ? port : fixedPort != 0 ? fixedPort : Ports.propose();
        long mark = directory.log().mark();
        Process process = launcher.start(Guard.over(command(candidate), directory.frozen()), directory.log());
        guard = process;
        try {
            Await.until(limit, () -> !process.isAlive() || isReady(process, candidate),
                    () -> failure("did not accept connections within " + Await.seconds(limit)));
        } catch (RuntimeException e) {
            end();
            throw e;
        }
        if (process.isAlive()) {
            port = candidate;
            return true;
        }
        String output = directory.log().since(mark);
        boolean portTaken = output.contains("Address already in use");
        if (portTaken && port == 0 && fixedPort != 0) {
            throw failure("cannot have port " + fixedPort + ", another process listens on it");
        }
        // The last children of a killed server may live a moment longer than the server.
        boolean predecessorAlive = output.contains("pre-existing shared memory block")
                || output.contains("lock file \"postmaster.pid\" already exists");
        if (portTaken || predecessorAlive) {
            return false;
        }
        throw failure("ended with status " + process.exitValue() + " instead of starting");
    }

    private List<String> command(int candidate) {
        return List.of(launcher.executable("postgres"), "-D", directory.data().toString(), "-p", Integer.toString(candidate),
                "-c", "cluster_name=" + name);
    }

    private boolean isReady(Process process, int candidate) {
        PostmasterPid file = PostmasterPid.read(directory.data()).orElse(null);
        if (file == null || !file.ready() || file.port() != candidate) {
            return false;
        }
        // After kill -9 the file of the dead server is still "ready", until the new server overwrites it.
        ProcessHandle postmaster = ProcessHandle.of(file.pid()).orElse(null);
        if (postmaster == null || !postmaster.equals(process.toHandle())
                && process.descendants().noneMatch(postmaster::equals)) {
            return false;
        }
        tree = new ProcessTree(postmaster, directory.frozen());
        return true;
    }

    synchronized void stop(StopMode mode) {
        if (isRunning()) {
            thaw();
            if (Platform.WINDOWS) {
                launcher.run("pg_ctl", List.of(launcher.executable("pg_ctl"), "stop", "-W", "-D", directory.data().toString(),
                        "-m", mode.name().toLowerCase()), directory.log());
            } else {
                Await.processes(() -> tree.signalRoot(mode.signal));
            }
            awaitEnd(mode.name().toLowerCase(), limit);
        }
    }

    synchronized void kill() {
        if (isRunning()) {
            Await.processes(tree::kill);
            awaitEnd("kill -9", limit);
        }
    }

    synchronized void freeze() {
        if (!isRunning()) {
            throw new IllegalStateException(name + " is not running");
        }
        Await.processes(tree::freeze);
    }

    synchronized void thaw() {
        if (isRunning()) {
            Await.processes(tree::thaw);
        }
    }

    /**
     * Makes the guard shut the server down, and returns at once. Takes no lock, because the shutdown hook must not wait for a
     * start that hangs.
     */
    void end() {
        Process current = guard;
        if (current != null && current.isAlive()) {
            try {
                current.getOutputStream().close();
                if (Platform.WINDOWS) {
                    current.destroyForcibly();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Waits after {@link #end()}. The guard kills a server that has not shut down within 5 s. */
    void awaitEnd() {
        awaitEnd("at its end", Duration.ofSeconds(10));
    }

    private void awaitEnd(String how, Duration limit) {
        Await.until(limit, () -> !isRunning(), () -> failure("did not stop (" + how + ") within " + Await.seconds(limit)));
    }

    private PostgresClusterException failure(String what) {
        return directory.log().failure(name + " " + what, null);
    }
}
