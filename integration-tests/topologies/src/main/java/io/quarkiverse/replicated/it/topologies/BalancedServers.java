package io.quarkiverse.replicated.it.topologies;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The servers of Patroni behind a HAProxy, which asks Patroni for their roles: one port for the primary, one for replicas. */
final class BalancedServers implements Servers {

    final PatroniServers patroni;
    private final Daemon haProxy;
    private final int primaryPort = Workplace.freePort();
    private final int replicasPort = Workplace.freePort();

    BalancedServers(Workplace workplace) throws SQLException {
        patroni = new PatroniServers(workplace, false);
        Path room = workplace.room("haproxy");
        Workplace.write(room.resolve("haproxy.cfg"), """
                defaults
                  mode tcp
                  timeout connect 4s
                  timeout client 30m
                  timeout server 30m
                  timeout check 5s
                  default-server inter 1s fall 3 rise 2 on-marked-down shutdown-sessions
                """ + listen("primary", primaryPort) + listen("replica", replicasPort));
        haProxy = Daemon.start(workplace, room, workplace.log("haproxy"), room.resolve("none"),
                List.of(Tool.HAPROXY.command(), "-db", "-f", room.resolve("haproxy.cfg").toString()));
    }

    private String listen(String role, int port) {
        return """
                listen %1$s
                  bind 127.0.0.1:%2$d
                  balance roundrobin
                  option httpchk OPTIONS /%1$s
                  http-check expect status 200
                """.formatted(role, port)
                + patroni.members.stream().map(it -> "  server " + it.name() + " 127.0.0.1:" + it.port()
                        + " check port " + it.restPort() + "\n").collect(Collectors.joining());
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Documents.dataSource("master", PatroniServers.jdbcUrl(primaryPort)));
        settings.putAll(Documents.dataSource("replica", PatroniServers.jdbcUrl(replicasPort)));
        return settings;
    }

    @Override
    public Connection primary() throws SQLException {
        return patroni.primary();
    }

    @Override
    public void close() {
        haProxy.close();
        patroni.close();
    }
}
