package io.quarkiverse.replicated.runtime.position;

import java.nio.ByteBuffer;

/** How the positions of one kind of database are written as bytes, for tokens. Safe for use by any number of threads. */
public interface PositionFormat {

    /** Where no position can be had, there is none to write, and none that was written elsewhere is understood. */
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

    /** Says in a token that the bytes are of this format. Not 0, which says that there is no position. */
    byte kind();

    /** The bytes of this position. They say themselves where they end. */
    byte[] write(LogPosition position);

    /**
     * Reads a position, and leaves the buffer behind its last byte.
     *
     * @throws java.nio.BufferUnderflowException there are too few bytes
     * @throws IllegalArgumentException these bytes are no position
     */
    LogPosition read(ByteBuffer bytes);
}
