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
 * One server of a {@link PostgresCluster}, and the verbs to hurt it. A verb returns when its effect can be seen, and
 * throws {@link PostgresClusterException} when it cannot be seen within the cluster's start time-out. Positions are
 * positions in the write-ahead log, {@code pg_lsn} as a number. Safe for use by several threads.
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

    /** {@code primary}, {@code replica-1}, {@code replica-2} and so on: the role at the start, kept for life. */
    public String name() {
        return name;
    }

    /** Stays the same through restarts. */
    public int port() {
        return server.port();
    }

    /** Of the cluster's database on 127.0.0.1, without user and password. */
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

    /** @param limit for each answer of the server; zero for none */
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

    /** Returns when the server accepts connections. A replica need not have caught up yet. */
    public void start() {
        server.start();
    }

    /** Thaws the server if need be. Does nothing to a server that is down. */
    public void stop(StopMode mode) {
        server.stop(mode);
    }

    /** SIGKILL to the server and all its children at once. */
    public void kill() {
        server.kill();
    }

    /**
     * SIGKILL to the background writer. The server then drops all connections and recovers as after a crash; this
     * returns when it is back.
     */
    public void killOneChild() {
        String backgroundWriter = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'background writer'";
        String victim = Poll.until(this, spec.startTimeout(), backgroundWriter, pid -> true, "has no background writer");
        ProcessHandle.of(Long.parseLong(victim)).ifPresent(ProcessHandle::destroyForcibly);
        Poll.until(this, spec.startTimeout(), backgroundWriter, pid -> !pid.equals(victim), "did not recover");
    }

    /** {@link #stop} in fast mode, and {@link #start}. */
    public void restart() {
        stop(StopMode.FAST);
        start();
    }

    /** SIGSTOP to the server and all its children: connections stay open, nothing answers. Not on Windows. */
    public void freeze() {
        server.freeze();
    }

    public void thaw() {
        server.thaw();
    }

    /** The replica goes on receiving, and shows an ever older state. */
    public void pauseReplay() {
        superuser.ask("SELECT pg_wal_replay_pause()::text");
        // only a request so far
        Poll.until(this, spec.startTimeout(), "SELECT pg_get_wal_replay_pause_state()", "paused"::equals,
                "did not pause its replay");
    }

    public void resumeReplay() {
        superuser.ask("SELECT pg_wal_replay_resume()::text");
    }

    public boolean isReplayPaused() {
        return superuser.ask("SELECT pg_get_wal_replay_pause_state()").equals("paused");
    }

    /** The replica shows each commit this much later; zero to end it. */
    public void applyDelay(Duration delay) {
        setting("recovery_min_apply_delay", delay.toMillis() + "ms");
    }

    /** Changes a setting of this server alone and reloads. Some need {@link #restart} as well, see {@code pg_settings}. */
    public void setting(String name, String value) {
        ClusterSpec.requireSetting(name);
        superuser.reloadAfter("ALTER SYSTEM SET " + name + " = " + Quote.literal(value));
    }

    /** Makes a replica a primary, and tells nobody: see {@link PostgresCluster#promote} for a whole fail-over. */
    public void promote() {
        if (!superuser.ask("SELECT pg_promote(true, " + spec.startTimeout().toSeconds() + ")").equals("t")) {
            throw failure("was not promoted within " + Await.seconds(spec.startTimeout()), null);
        }
        upstream = null;
    }

    /**
     * Makes this a replica of another node. A running node must be a replica already; one that is down becomes a
     * replica with its next start, which works for a former primary only if it has nothing that the other one lacks.
     */
    public void follow(PostgresNode upstream) {
        boolean running = isRunning();
        if (upstream == this || running && !isInRecovery()) {
            throw new IllegalStateException(name + " cannot follow " + upstream.name
                    + ": a running primary must be stopped first, and nobody follows itself");
        }
        Upstream.write(directory, name, upstream.port(), spec, launcher.runAs());
        this.upstream = upstream;
        if (running) {
            superuser.reloadAfter("SELECT 1");
        } else {
            Upstream.markStandby(directory, launcher.runAs());
        }
    }

    /** Whether this is a replica. */
    public boolean isInRecovery() {
        return superuser.ask("SELECT pg_is_in_recovery()").equals("t");
    }

    /** Where a primary has flushed to; this covers each commit that has returned. */
    public long flushPosition() {
        return Lsn.parse(superuser.ask("SELECT pg_current_wal_flush_lsn()"));
    }

    /** Where a primary writes next; may be ahead of {@link #flushPosition} for as long as transactions are open. */
    public long insertPosition() {
        return Lsn.parse(superuser.ask("SELECT pg_current_wal_insert_lsn()"));
    }

    /** What a replica has received, which it may not show yet. */
    public long receivedPosition() {
        return Lsn.parse(superuser.ask("SELECT pg_last_wal_receive_lsn()"));
    }

    /** What a replica shows. */
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
            throw new IllegalStateException(name + " follows nobody");
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

    /** By what the data directory says, so also while the server is down. */
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
