package io.quarkiverse.replicated.runtime.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.PositionFormat;

/**
 * A kind of database that this extension has no queries for. A server can only be checked for an answer, by JDBC's own means.
 */
public final class UnknownDatabase implements Dialect {

    private final Clock clock;

    public UnknownDatabase(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "none";
    }

    @Override
    public boolean comparesPositions() {
        return false;
    }

    @Override
    public boolean seesWrites() {
        return false;
    }

    @Override
    public Sample ask(Connection connection, Target target, Duration patience) throws SQLException {
        long sentAtNanos = clock.nanos();
        if (!connection.isValid((int) patience.toSeconds())) {
            throw new SQLException("its connection is broken, or it did not answer within " + patience.toSeconds() + " s",
                    SqlState.UNABLE_TO_CONNECT);
        }
        return Sample.alive(sentAtNanos);
    }

    @Override
    public LogPosition committed(Connection connection, Sample server, Duration patience) {
        throw new IllegalStateException("This kind of database has no positions");
    }

    /** Always {@code false}, as far as is known. */
    @Override
    public boolean hasOpenTransaction(Connection connection) {
        return false;
    }

    @Override
    public LogPosition committed(Sample primary) {
        return null;
    }

    @Override
    public void refuseWrites(Connection inTransaction) {
        // Never asked for, because it is not known whether a session is shared.
    }

    @Override
    public Finding findingOf(Connection inTransaction, Collection<String> statements) {
        return Finding.UNDECIDED;
    }

    /** Always {@code false}, because nothing is known of such locks. */
    @Override
    public boolean takesLocalLocks(Connection connection, Collection<String> statements) {
        return false;
    }

    @Override
    public Optional<WriteBan> writeBan(Connection connection, Duration patience) {
        return Optional.empty();
    }

    @Override
    public StatementKind kindOf(String sql) {
        return StatementKind.UNKNOWN;
    }

    @Override
    public Failure kindOf(SQLException failure) {
        return SqlState.kindOf(failure);
    }

    @Override
    public PositionFormat positions() {
        return PositionFormat.NONE;
    }

    @Override
    public Map<String, String> driverProperties(Target target) {
        return Map.of();
    }

    @Override
    public List<String> timeoutProperties() {
        return List.of();
    }

    /** Always {@code true}, as far as is known. */
    @Override
    public boolean refusesWritesWhenReadOnly(String jdbcUrl, Properties driver) {
        return true;
    }

    @Override
    public String cure(Unusable why, Server server) {
        return why.cause().commonCure(server.dataSource());
    }
}
