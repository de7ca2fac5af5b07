package io.quarkiverse.replicated.it.topologies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A PgBouncer with databases that can be led to other servers while it runs. */
final class PgBouncer implements AutoCloseable {

    /** How long a client keeps its server. */
    enum Mode {
        SESSION,
        TRANSACTION
    }

    private static final String ADMIN = "pooler";
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");

    private final Workplace workplace;
    private final Path room;
    private final Mode mode;
    private final int port = Workplace.freePort();
    private final Map<String, String> databases = new TreeMap<>();
    private Daemon daemon;

    /** @param databases what the name of each leads to, such as {@code host=127.0.0.1 port=5432} */
    PgBouncer(Workplace workplace, Mode mode, Map<String, String> databases) {
        this.workplace = workplace;
        this.room = workplace.room("pgbouncer");
        this.mode = mode;
        this.databases.putAll(databases);
        start();
    }

    private void start() {
        Workplace.write(room.resolve("users.txt"), "\"%s\" \"%s\"%n\"%s\" \"%s\"%n".formatted(Documents.USER,
                Documents.PASSWORD, ADMIN, ADMIN));
        writeSettings();
        daemon = Daemon.start(workplace, room, workplace.log("pgbouncer"), room.resolve("none"),
                List.of(Tool.PGBOUNCER.command(), room.resolve("pgbouncer.ini").toString()));
        Waiting.until("PgBouncer answers", () -> {
            console("SHOW VERSION");
            return true;
        });
    }

    private void writeSettings() {
        String lines = databases.entrySet().stream().map(it -> it.getKey() + " = " + it.getValue() + "\n")
                .collect(Collectors.joining());
        Workplace.write(room.resolve("pgbouncer.ini"), """
                [databases]
                %s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                admin_users = %s
                pool_mode = %s
                default_pool_size = 40
                max_client_conn = 500
                ignore_startup_parameters = extra_float_digits
                %s
                """.formatted(lines, port, room.resolve("users.txt"), ADMIN, mode.name().toLowerCase(),
                preparesStatements() ? "max_prepared_statements = 200" : ""));
    }

    /** New server connections of the database lead there, and those that are there end when their client lets go of them. */
    void lead(String database, String target) throws IOException, InterruptedException {
        databases.put(database, target);
        writeSettings();
        console("RELOAD");
    }

    /** Returns when no client has a server connection of the database. Clients wait until it is resumed. */
    void pause(String database) throws IOException, InterruptedException {
        console("PAUSE " + database);
    }

    void resume(String database) throws IOException, InterruptedException {
        console("RESUME " + database);
    }

    void restart() {
        close();
        start();
    }

    String jdbcUrl(String database) {
        // In transaction mode, statements that the driver has named meet sessions that do not know them, before 1.21.
        boolean unnamed = mode == Mode.TRANSACTION && !preparesStatements();
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + (unnamed ? "?prepareThreshold=0" : "");
    }

    private static boolean preparesStatements() {
        Matcher version = VERSION.matcher(Tool.PGBOUNCER.version());
        return version.find() && (Integer.parseInt(version.group(1)) > 1 || Integer.parseInt(version.group(2)) >= 21);
    }

    /** Through psql: the console refuses what the driver for JDBC says first. */
    private void console(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Tool.PSQL.command(), "-X", "-q", "-h", "127.0.0.1", "-p",
                Integer.toString(port), "-U", ADMIN, "-d", "pgbouncer", "-c", command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", ADMIN);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
