package io.quarkiverse.replicated.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.quarkiverse.replicated.cluster.PostgresCluster;

/**
 * A connection pooler, Debian's package {@code pgbouncer}, before the servers of a cluster. Each of its databases leads to one
 * port of 127.0.0.1, over one connection to the server, so that all its clients share one session. Only what its clients keep
 * for themselves needs another one. It takes any user and password, and ends when it is closed, and with this JVM.
 */
public final class PgBouncer implements AutoCloseable {

    /** When a client gives its server back. */
    public enum Mode {
        SESSION,
        TRANSACTION
    }

    /** What a test says when it is skipped. */
    public static final String MISSING = "There is no PgBouncer here. 'apt-get install pgbouncer' brings it";

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CLIENTS = 50;

    private final PostgresCluster cluster;
    private final Mode mode;
    private final Path directory;
    private final int port;
    private final Map<String, Integer> databases;
    private final Process process;

    /** @param databases the ports that the databases lead to */
    private PgBouncer(PostgresCluster cluster, Mode mode, Map<String, Integer> databases) throws IOException {
        this.cluster = cluster;
        this.mode = mode;
        this.databases = new TreeMap<>(databases);
        this.port = propose();
        this.directory = Files.createTempDirectory("pgbouncer");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        write();
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody")); // It refuses to run as root.
        }
        command.add(configuration().toString());
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await("listen", () -> isListening());
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** @param databases the ports that the databases lead to */
    public static PgBouncer start(PostgresCluster cluster, Mode mode, Map<String, Integer> databases) {
        try {
            return new PgBouncer(cluster, mode, databases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without prepared statements, which not every version passes on. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?prepareThreshold=0";
    }

    /** A client of this database, as another application would be. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), cluster.user(), cluster.password());
    }

    /**
     * New transactions, or new clients in session mode, go to this port. In transaction mode, this returns when no server of
     * another port is left.
     */
    public void leadTo(String database, int newPort) {
        int oldPort = databases.put(database, newPort);
        try {
            write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        command("RELOAD");
        if (mode == Mode.TRANSACTION) {
            await("leave port " + oldPort, () -> ports(database).stream().allMatch(it -> it == newPort));
        }
    }

    /** Returns when no transaction is open. New ones wait. */
    public void pause(String database) {
        command("PAUSE " + database);
    }

    public void resume(String database) {
        command("RESUME " + database);
    }

    private List<Integer> ports(String database) throws SQLException {
        List<Integer> ports = new ArrayList<>();
        try (Connection console = console();
                Statement statement = console.createStatement();
                ResultSet servers = statement.executeQuery("SHOW SERVERS")) {
            while (servers.next()) {
                if (servers.getString("database").equals(database)) {
                    ports.add(servers.getInt("port"));
                }
            }
        }
        return ports;
    }

    private void command(String command) {
        try (Connection console = console(); Statement statement = console.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(command, e);
        }
    }

    /**
     * The console takes simple queries only, and no settings. The driver would set something for the server's version, which it
     * does not do if it is told that the connection is not one for replication.
     */
    private Connection console() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port
                + "/pgbouncer?preferQueryMode=simple&assumeMinServerVersion=9.4&replication=false", cluster.user(),
                cluster.password());
    }

    private boolean isListening() {
        try (Connection console = console()) {
            return true;
        } catch (SQLException e) {
            if (!process.isAlive()) {
                throw new IllegalStateException("PgBouncer ended", e);
            }
            return false;
        }
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder("[databases]\n");
        databases.forEach((name, target) -> text.append(name).append(" = host=127.0.0.1 port=").append(target)
                .append(" dbname=").append(cluster.database()).append(" user=").append(cluster.user())
                .append(" password=").append(cluster.password()).append(" pool_size=")
                .append(mode == Mode.SESSION ? CLIENTS : 1).append('\n'));
        text.append("[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ").append(port)
                .append("\nunix_socket_dir =\nauth_type = any\nmax_client_conn = 200\nserver_login_retry = 1")
                .append("\nignore_startup_parameters = extra_float_digits, replication\nadmin_users = ")
                .append(cluster.user()).append("\npool_mode = ").append(mode.name().toLowerCase(Locale.ROOT)).append('\n');
        Files.writeString(configuration(), text);
        Files.setPosixFilePermissions(configuration(), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Path configuration() {
        return directory.resolve("pgbouncer.ini");
    }

    private Path log() {
        return directory.resolve("log");
    }

    private static int propose() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private interface Condition {

        boolean isMet() throws SQLException;
    }

    private void await(String what, Condition condition) {
        long start = System.nanoTime();
        try {
            while (!condition.isMet()) {
                if (System.nanoTime() - start > LIMIT.toNanos()) {
                    throw new IllegalStateException("PgBouncer did not " + what + ":\n" + Files.readString(log()));
                }
                Thread.sleep(10);
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
