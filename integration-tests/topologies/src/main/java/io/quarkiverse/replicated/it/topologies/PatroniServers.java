package io.quarkiverse.replicated.it.topologies;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Three servers that Patroni leads, with PostgreSQL's own defaults. The application knows the addresses of all three. */
final class PatroniServers implements Servers {

    private static final String DATABASE = "app";

    final List<PatroniMember> members = new ArrayList<>();
    private final Etcd etcd;

    /** @param synchronous commits wait for a replica, and only such a one is promoted */
    PatroniServers(Workplace workplace, boolean synchronous) throws SQLException {
        etcd = new Etcd(workplace);
        for (int i = 1; i <= 3; i++) {
            members.add(new PatroniMember(workplace, "member-" + i, etcd.port(), synchronous));
        }
        try {
            PatroniMember first = members.get(0);
            first.start();
            Waiting.until("the first member leads", first::isPrimary);
            List<PatroniMember> others = members.subList(1, 3);
            others.forEach(PatroniMember::start);
            Waiting.until("the others follow", () -> others.stream().allMatch(PatroniMember::isReplica));
            try (Connection connection = first.connect("postgres"); Statement statement = connection.createStatement()) {
                Documents.createUser(connection);
                statement.execute("CREATE DATABASE " + DATABASE);
            }
            try (Connection connection = primary()) {
                Documents.create(connection);
            }
        } catch (RuntimeException | SQLException e) {
            close();
            throw e;
        }
    }

    PatroniMember leader() {
        return members.stream().filter(PatroniMember::isPrimary).findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no leader"));
    }

    List<PatroniMember> replicas() {
        return members.stream().filter(PatroniMember::isReplica).toList();
    }

    /** An ordered change of the leader. Returns when both have their new roles. */
    void switchOver() throws Exception {
        PatroniMember old = leader();
        PatroniMember next = replicas().get(0);
        HttpResponse<String> answer = Http.send("POST", old.rest("/switchover"),
                "{\"leader\": \"" + old.name() + "\", \"candidate\": \"" + next.name() + "\"}");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("Patroni did not switch over: " + answer.statusCode() + " " + answer.body());
        }
        Waiting.until("all have their new roles", () -> next.isPrimary() && replicas().size() == 2);
    }

    void checkpoint() throws SQLException {
        for (PatroniMember member : members) {
            execute(member, "CHECKPOINT");
        }
    }

    /** In the database of the application. */
    static void execute(PatroniMember member, String sql) throws SQLException {
        try (Connection connection = member.connect(DATABASE); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Map<String, String> settings() {
        String hosts = members.stream().map(it -> "127.0.0.1:" + it.port()).collect(Collectors.joining(","));
        Map<String, String> settings = new HashMap<>(Documents.dataSource("master",
                "jdbc:postgresql://" + hosts + "/" + DATABASE + "?targetServerType=primary"));
        // Each member, because each may be a replica. The one that leads is left out.
        List<String> names = List.of("replica", "replica-2", "replica-3");
        for (int i = 0; i < 3; i++) {
            settings.putAll(Documents.dataSource(names.get(i), jdbcUrl(members.get(i).port())));
        }
        return settings;
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    @Override
    public Connection primary() throws SQLException {
        Waiting.until("there is a leader", () -> members.stream().anyMatch(PatroniMember::isPrimary));
        return leader().connect(DATABASE);
    }

    @Override
    public void close() {
        // Replicas first, so that none is promoted on the way.
        members.stream().filter(it -> !it.isPrimary()).forEach(PatroniMember::close);
        members.forEach(PatroniMember::close);
        etcd.close();
    }
}
