package io.quarkiverse.replicated.runtime.position;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;
import io.quarkiverse.replicated.runtime.server.Finding;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.SqlState;
import io.quarkiverse.replicated.runtime.server.StatementKind;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.WriteBan;

/** A kind of database whose positions are {@link VectorPosition}s. Its servers are scripted, so this dialect is never asked. */
public final class VectorDialect implements Dialect {

    /** The database, the epoch, the number of counters, and the counters. */
    private static final class Format implements PositionFormat {

        @Override
        public byte kind() {
            return 9;
        }

        @Override
        public byte[] write(LogPosition position) {
            VectorPosition it = (VectorPosition) position;
            ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + Short.BYTES + it.counters().length * Long.BYTES)
                    .putInt(it.database()).putInt(it.epoch()).putShort((short) it.counters().length);
            for (long counter : it.counters()) {
                bytes.putLong(counter);
            }
            return bytes.array();
        }

        @Override
        public LogPosition read(ByteBuffer bytes) {
            int database = bytes.getInt();
            int epoch = bytes.getInt();
            int length = bytes.getShort();
            if (length < 1) {
                throw new IllegalArgumentException("A position has counters");
            }
            long[] counters = new long[length];
            for (int i = 0; i < length; i++) {
                counters[i] = bytes.getLong();
            }
            return new VectorPosition(database, epoch, counters);
        }
    }

    private final PositionFormat format = new Format();

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public boolean comparesPositions() {
        return true;
    }

    @Override
    public boolean seesWrites() {
        return false;
    }

    @Override
    public Sample ask(Connection connection, Target target, Duration patience) {
        throw new IllegalStateException("Its servers are scripted");
    }

    @Override
    public LogPosition committed(Connection connection, Sample server, Duration patience) {
        throw new IllegalStateException("Its servers are scripted");
    }

    @Override
    public LogPosition committed(Sample primary) {
        return primary.position();
    }

    @Override
    public void refuseWrites(Connection inTransaction) {
        throw new IllegalStateException("Its servers are scripted");
    }

    @Override
    public boolean hasOpenTransaction(Connection connection) {
        return false;
    }

    @Override
    public Finding findingOf(Connection inTransaction, Collection<String> statements) {
        return Finding.UNDECIDED;
    }

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
        return format;
    }

    @Override
    public Map<String, String> driverProperties(Target target) {
        return Map.of();
    }

    @Override
    public List<String> timeoutProperties() {
        return List.of();
    }

    @Override
    public boolean refusesWritesWhenReadOnly(String jdbcUrl, Properties driver) {
        return true;
    }

    @Override
    public String cure(Unusable why, Server server) {
        return why.cause().commonCure(server.dataSource());
    }
}
