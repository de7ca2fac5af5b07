package io.quarkiverse.replicated.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import org.postgresql.Driver;

/**
 * One server of a {@link PostgresCluster}, with operations that delay, stop and break it. An operation returns when its effect
 * can be seen. It throws {@link PostgresClusterException} if the effect cannot be seen within the cluster's start time-out.
 * Positions are positions in the write-ahead log, {@code pg_lsn} as a number. Safe for use by several threads.
 */
public final class PostgresNode {

    private final String name;
    private final ClusterSpec spec;
    private final NodeDirectory directory;
    private final Launcher launcher;
    private final Server server;
    private final Superuser superuser;
    private volatile PostgresNode upstream;

    PostgresNode(String name, ClusterSpec spec, NodeDirectory directory, Launcher launcher) {
        this.name = name;
        this.spec = spec;
        this.directory = directory;
        this.launcher = launcher;
        this.server = new Server(name, directory, launcher, spec.startTimeout(), spec.port(name));
        this.superuser = new Superuser(this, spec.startTimeout());
    }

    /** {@code primary}, {@code replica-1}, {@code replica-2} and so on. The name stays when the role changes. */
    public String name() {
        return name;
    }

    /** The port, which stays the same through restarts. */
    public int port() {
        return server.port();
    }

    /** The URL of the cluster's database on 127.0.0.1, without user and password. */
    public String jdbcUrl() {
        return jdbcUrl(spec.database());
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** A new connection to the cluster's database as the cluster's user, who is a superuser. */
    public Connection connect() throws SQLException {
        return connect(spec.database(), Duration.ZERO);
    }

    /** @param limit the longest wait for an answer of the server; zero for no limit */
    Connection connect(String database, Duration limit) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", spec.user());
        properties.setProperty("password", spec.password());
        properties.setProperty("ApplicationName", "quarkus-replicated-cluster");
        String seconds = Long.toString(limit.isZero() ? 0 : limit.toSeconds() + 1);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        return new Driver().connect(jdbcUrl(database), properties);
    }

    /** Whether there is a server process; it may be frozen. */
    public boolean isRunning() {
        return server.isRunning();
    }

    public boolean isFrozen() {
        return server.isFrozen();
    }

    /** Starts the server. Returns when it accepts connections; a replica need not have caught up yet. */
    public void start() {
        server.start();
    }

    /** Stops the server, and thaws it first if it is frozen. Does nothing to a server that is down. */
    public void stop(StopMode mode) {
        server.stop(mode);
    }

    /** Sends SIGKILL to the server and all its children at once. */
    public void kill() {
        server.kill();
    }

    /**
     * Sends SIGKILL to the background writer. The server then drops all connections and recovers as after a crash. Returns
     * when the server is back.
     */
    public void killOneChild() {
        String backgroundWriter = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'background writer'";
        String victim = Poll.until(this, spec.startTimeout(), backgroundWriter, pid -> true, "has no background writer");
        ProcessHandle.of(Long.parseLong(victim)).ifPresent(ProcessHandle::destroyForcibly);
        Poll.until(this, spec.startTimeout(), backgroundWriter, pid -> !pid.equals(victim), "did not recover");
    }

    /** {@linkplain #stop Stops} the server in fast mode and {@linkplain #start starts} it. */
    public void restart() {
        stop(StopMode.FAST);
        start();
    }

    /** Sends SIGSTOP to the server and all its children. Connections stay open without an answer. Not on Windows. */
    public void freeze() {
        server.freeze();
    }

    public void thaw() {
        server.thaw();
    }

    /** Pauses the replay. The replica continues to receive, and shows an ever older state. */
    public void pauseReplay() {
        superuser.ask("SELECT pg_wal_replay_pause()::text");
        // The function only requests the pause.
        Poll.until(this, spec.startTimeout(), "SELECT pg_get_wal_replay_pause_state()", "paused"::equals,
                "did not pause its replay");
    }

    public void resumeReplay() {
        superuser.ask("SELECT pg_wal_replay_resume()::text");
    }

    public boolean isReplayPaused() {
        return superuser.ask("SELECT pg_get_wal_replay_pause_state()").equals("paused");
    }

    /** Delays the replay: the replica shows each commit this much later. Zero ends the delay. */
    public void applyDelay(Duration delay) {
        setting("recovery_min_apply_delay", delay.toMillis() + "ms");
    }

    /**
     * Changes a setting of this server alone and reloads the configuration. Some settings need {@link #restart} as well, see
     * {@code pg_settings}.
     */
    public void setting(String name, String value) {
        ClusterSpec.requireSetting(name);
        superuser.reloadAfter("ALTER SYSTEM SET " + name + " = " + Quote.literal(value));
    }

    /**
     * Makes a replica a primary, without a change of the other nodes. {@link PostgresCluster#promote} fails the cluster over.
     */
    public void promote() {
        if (!superuser.ask("SELECT pg_promote(true, " + spec.startTimeout().toSeconds() + ")").equals("t")) {
            throw failure("was not promoted within " + Await.seconds(spec.startTimeout()), null);
        }
        upstream = null;
    }

    /**
     * Makes this a replica of another node. A running node must be a replica already. A node that is down becomes a replica
     * with its next start. For a former primary this works only if it has nothing that the other node lacks.
     */
    public void follow(PostgresNode upstream) {
        boolean running = isRunning();
        if (upstream == this || running && !isInRecovery()) {
            throw new IllegalStateException(name + " cannot follow " + upstream.name
                    + ". Stop a running primary first. A node cannot follow itself.");
        }
        Upstream.write(directory, name, upstream.port(), spec, launcher.runAs());
        this.upstream = upstream;
        if (running) {
            superuser.reloadAfter("SELECT 1");
        } else {
            Upstream.markStandby(directory, launcher.runAs());
        }
    }

    /** Whether the running server is a replica. */
    public boolean isInRecovery() {
        return superuser.ask("SELECT pg_is_in_recovery()").equals("t");
    }

    /** The position that a primary has flushed; it covers each commit that has returned. */
    public long flushPosition() {
        return Lsn.parse(superuser.ask("SELECT pg_current_wal_flush_lsn()"));
    }

    /** The position that a primary writes next. It may be ahead of {@link #flushPosition} while transactions are open. */
    public long insertPosition() {
        return Lsn.parse(superuser.ask("SELECT pg_current_wal_insert_lsn()"));
    }

    /** The position that a replica has received, which it may not show yet. */
    public long receivedPosition() {
        return Lsn.parse(superuser.ask("SELECT pg_last_wal_receive_lsn()"));
    }

    /** The position that a replica shows. */
    public long replayPosition() {
        return Lsn.parse(superuser.ask("SELECT pg_last_wal_replay_lsn()"));
    }

    public void awaitReplay(long position, Duration limit) {
        Poll.until(this, limit, "SELECT pg_last_wal_replay_lsn()", replayed -> Lsn.parse(replayed) >= position,
                "did not replay " + Lsn.format(position));
    }

    /** Waits until the replica is connected to the node it follows. */
    public void awaitStreaming(Duration limit) {
        PostgresNode sender = upstream;
        if (sender == null) {
            throw new IllegalStateException(name + " does not follow another node");
        }
        Poll.until(this, limit, "SELECT status FROM pg_stat_wal_receiver WHERE sender_port = " + sender.port(),
                "streaming"::equals, "was not streaming from " + sender.name);
    }

    /** The server's log, in English. */
    public Path log() {
        return directory.log().file();
    }

    @Override
    public String toString() {
        return name + " (127.0.0.1:" + port() + ")";
    }

    /** Whether the data directory makes the server a standby, which can be read while the server is down. */
    boolean isStandby() {
        return Files.exists(directory.standbySignal());
    }

    Server server() {
        return server;
    }

    NodeDirectory directory() {
        return directory;
    }

    PostgresClusterException failure(String what, Throwable cause) {
        return directory.log().failure(name + " " + what, cause);
    }
}
