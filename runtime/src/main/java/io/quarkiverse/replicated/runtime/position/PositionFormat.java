package io.quarkiverse.replicated.runtime.position;

import java.nio.ByteBuffer;

/** Writes and reads the positions of one kind of database as bytes, for tokens. Safe for use by any number of threads. */
public interface PositionFormat {

    /** The format of a kind of database without positions. It writes no position, and reads none that was written elsewhere. */
    PositionFormat NONE = new PositionFormat() {

        @Override
        public byte kind() {
            return -1;
        }

        @Override
        public byte[] write(LogPosition position) {
            throw new IllegalArgumentException("There is no format for " + position);
        }

        @Override
        public LogPosition read(ByteBuffer bytes) {
            throw new IllegalArgumentException("There is no format to read a position with");
        }
    };

    /** Identifies this format in a token. The value 0 is reserved for a token without a position. */
    byte kind();

    /** What is the same in all positions of one database, and differs from other databases; empty if nothing is. */
    default byte[] database(LogPosition position) {
        return new byte[0];
    }

    /** The bytes of this position. The bytes themselves show where they end. */
    byte[] write(LogPosition position);

    /**
     * Reads a position, and leaves the buffer directly after its last byte.
     *
     * @throws java.nio.BufferUnderflowException there are too few bytes
     * @throws IllegalArgumentException the bytes are no position
     */
    LogPosition read(ByteBuffer bytes);
}
