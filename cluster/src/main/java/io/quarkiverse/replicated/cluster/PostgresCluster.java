package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.quarkiverse.replicated.cluster.process.RunAs;

/**
 * A PostgreSQL primary with streaming replicas. They are real servers, which this JVM starts without Docker, on 127.0.0.1
 * only. They end with the JVM, however the JVM ends, and their files are deleted. The data survives a crash of a server, but
 * not a crash of the machine. Never use it for production.
 *
 * <pre>
 * try (PostgresCluster cluster = PostgresCluster.builder().replicas(2).start()) {
 *     try (Connection connection = cluster.primary().connect()) { … }
 *     cluster.awaitCaughtUp(Duration.ofSeconds(5));
 *     cluster.replica(0).pauseReplay();
 * }
 * </pre>
 *
 * Safe for use by several threads.
 */
public final class PostgresCluster implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PostgresCluster.class.getName());

    private final ClusterSpec spec;
    private final ClusterDirectory directory;
    private final Launcher launcher;
    private final List<PostgresNode> nodes = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::end, "postgres-cluster-end");
    private volatile PostgresNode primary;

    private PostgresCluster(ClusterSpec spec, ClusterDirectory directory, Launcher launcher) {
        this.spec = spec;
        this.directory = directory;
        this.launcher = launcher;
    }

    public static PostgresClusterBuilder builder() {
        return new PostgresClusterBuilder();
    }

    static PostgresCluster start(ClusterSpec spec) {
        long start = System.nanoTime();
        RunAs runAs = ServerUser.find();
        Path home = spec.binaries().home(runAs);
        ClusterDirectory directory = ClusterDirectory.create(runAs);
        PostgresCluster cluster = new PostgresCluster(spec, directory, new Launcher(home, runAs, directory.path()));
        Runtime.getRuntime().addShutdownHook(cluster.hook);
        try {
            cluster.bootstrap();
        } catch (RuntimeException | Error e) {
            try {
                cluster.close();
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
        LOG.log(Level.INFO, "PostgreSQL cluster in {0}: {1}", Await.seconds(Duration.ofNanos(System.nanoTime() - start)),
                cluster.nodes);
        return cluster;
    }

    private void bootstrap() {
        primary = add("primary");
        Initdb.run(launcher, primary.directory(), spec);
        if (ServerSettings.areInControlFile(spec.settings())) {
            backUpReplicas();
        } else {
            copyReplicas();
        }
        awaitCaughtUp(spec.startTimeout());
    }

    /** Takes a second more for each replica than a copy, but works with all settings. */
    private void backUpReplicas() {
        primary.start();
        createDatabase();
        for (int i = 1; i <= spec.replicas(); i++) {
            addReplica();
        }
    }

    private void copyReplicas() {
        for (int i = 1; i <= spec.replicas(); i++) {
            add("replica-" + i);
        }
        List<PostgresNode> replicas = nodes.subList(1, nodes.size());
        // A directory that no server has run on can be copied as it is.
        Path pristine = primary.directory().data();
        Parallel.forEach(replicas, replica -> FileTree.copy(pristine, replica.directory().data(), file -> true));
        primary.start();
        replicas.forEach(replica -> replica.follow(primary));
        Stream<Runnable> starts = replicas.stream().map(replica -> replica::start);
        Parallel.forEach(Stream.concat(Stream.of(this::createDatabase), starts).toList(), Runnable::run);
    }

    private PostgresNode add(String name) {
        Path path = directory.path().resolve(name);
        try {
            Files.createDirectory(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FileTree.permit(path, "rwx------");
        PostgresNode node = new PostgresNode(name, spec, new NodeDirectory(path), launcher);
        nodes.add(node);
        return node;
    }

    private void createDatabase() {
        if (!spec.database().equals("postgres")) {
            try (AdminConnection connection = AdminConnection.open(primary, spec.startTimeout())) {
                connection.execute("CREATE DATABASE " + Quote.identifier(spec.database()));
            } catch (SQLException e) {
                throw primary.failure("did not create the database " + spec.database(), e);
            }
        }
    }

    /** The node that was started as the primary, or the one that was promoted last. It may be down. */
    public PostgresNode primary() {
        return primary;
    }

    /**
     * All nodes that are replicas now, running or not, in the order in which they were added. A former primary is not a
     * replica until it {@linkplain PostgresNode#follow follows} another node.
     */
    public List<PostgresNode> replicas() {
        return nodes.stream().filter(PostgresNode::isStandby).toList();
    }

    /** @param index from 0, in {@link #replicas()} */
    public PostgresNode replica(int index) {
        return replicas().get(index);
    }

    /** The superuser of all databases. */
    public String user() {
        return spec.user();
    }

    public String password() {
        return spec.password();
    }

    public String database() {
        return spec.database();
    }

    /** Adds a replica to the running cluster, from a backup of the primary. Returns when the replica is streaming. */
    public synchronized PostgresNode addReplica() {
        PostgresNode source = primary;
        PostgresNode replica = add("replica-" + nodes.size());
        BaseBackup.take(source, source.directory(), replica.directory(), spec.startTimeout());
        replica.follow(source);
        replica.start();
        replica.awaitStreaming(spec.startTimeout());
        return replica;
    }

    /**
     * Fails over: the replica becomes the primary, and all other replicas that run follow it. Frozen replicas do not change,
     * and neither does the former primary. Stop or kill the former primary first, unless the test needs two primaries. A
     * replica that has received more than the promoted one cannot follow it.
     */
    public synchronized void promote(PostgresNode replica) {
        List<PostgresNode> followers = replicas().stream()
                .filter(other -> other != replica && other.isRunning() && !other.isFrozen()).toList();
        replica.promote();
        primary = replica;
        Parallel.forEach(followers, follower -> {
            follower.follow(replica);
            follower.awaitStreaming(spec.startTimeout());
        });
    }

    /** Waits until every running replica has replayed what the primary has flushed so far. */
    public void awaitCaughtUp(Duration limit) {
        long position = primary.flushPosition();
        for (PostgresNode replica : replicas()) {
            if (replica.isRunning()) {
                replica.awaitReplay(position, limit);
            }
        }
    }

    /** Ends all servers at once and deletes their files. A second call does nothing. */
    @Override
    public void close() {
        if (end()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                LOG.log(Level.DEBUG, "The JVM is shutting down", e);
            }
        }
    }

    private boolean end() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        nodes.forEach(node -> node.server().end());
        try {
            Parallel.forEach(nodes, node -> node.server().awaitEnd());
        } finally {
            directory.close();
        }
        return true;
    }
}
