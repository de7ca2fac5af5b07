package io.quarkiverse.replicated.runtime.postgres;

import java.nio.ByteBuffer;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.PositionFormat;

/** Writes positions of PostgreSQL in 16 bytes: four for the database, four for the timeline, eight for the place in the log. */
final class PostgresLsnFormat implements PositionFormat {

    @Override
    public byte kind() {
        return 1;
    }

    @Override
    public byte[] database(LogPosition position) {
        return position instanceof PostgresLsn it ? ByteBuffer.allocate(Integer.BYTES).putInt(it.database()).array()
                : new byte[0];
    }

    @Override
    public byte[] write(LogPosition position) {
        if (!(position instanceof PostgresLsn it)) {
            throw new IllegalArgumentException(position + " is no position of PostgreSQL");
        }
        return ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES).putInt(it.database()).putInt(it.timeline()).putLong(it.lsn())
                .array();
    }

    @Override
    public LogPosition read(ByteBuffer bytes) {
        return new PostgresLsn(bytes.getInt(), bytes.getInt(), bytes.getLong());
    }
}
