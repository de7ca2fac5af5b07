package io.quarkiverse.replicated.runtime.position;

import java.util.Objects;

/**
 * What a read must see. It is either everything up to a position or, if the position of some commit is unknown, something that
 * only the primary can show. Immutable.
 */
public final class RequiredPosition {

    /** Nothing was written, so any replica will do. */
    public static final RequiredPosition NONE = new RequiredPosition(null, false);

    /** Something was written at an unknown position, so no replica will do. */
    public static final RequiredPosition UNKNOWN = new RequiredPosition(null, true);

    private final LogPosition position;
    private final boolean unknown;

    private RequiredPosition(LogPosition position, boolean unknown) {
        this.position = position;
        this.unknown = unknown;
    }

    public static RequiredPosition of(LogPosition position) {
        return new RequiredPosition(position, false);
    }

    /** The position of the commits whose position is known, or {@code null}. */
    public LogPosition position() {
        return position;
    }

    /** Whether there is a commit whose position is unknown. */
    public boolean isUnknown() {
        return unknown;
    }

    /**
     * Whether a server that shows {@code replayed} satisfies this requirement. A server without a position shows {@code null}.
     */
    public boolean isReachedBy(LogPosition replayed) {
        return !unknown && (position == null || replayed != null && position.isReachedBy(replayed));
    }

    /**
     * A requirement that includes both. Positions of two databases cannot be compared, so only the primary satisfies both of
     * them.
     */
    public RequiredPosition and(RequiredPosition other) {
        if (other == NONE || other == this) {
            return this;
        }
        if (this == NONE) {
            return other;
        }
        boolean comparable = position == null || other.position == null || position.isSameDatabase(other.position);
        LogPosition both = position == null ? other.position
                : other.position == null || !comparable ? position : position.and(other.position);
        boolean either = unknown || other.unknown || !comparable;
        if (is(both, either)) {
            return this; // One of the two nearly always includes the other, so no new object is needed.
        }
        return other.is(both, either) ? other : new RequiredPosition(both, either);
    }

    private boolean is(LogPosition otherPosition, boolean otherUnknown) {
        return unknown == otherUnknown && Objects.equals(position, otherPosition);
    }

    @Override
    public String toString() {
        return unknown ? "unknown position" : position == null ? "no position" : position.toString();
    }
}
