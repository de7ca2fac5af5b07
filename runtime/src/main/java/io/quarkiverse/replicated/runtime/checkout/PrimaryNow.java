package io.quarkiverse.replicated.runtime.checkout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.monitor.ReplicaMonitor;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkus.runtime.BlockingOperationControl;

/**
 * The position of the primary at the time of a call. It includes everything that was committed before the call, also with
 * connections that were not returned yet and can therefore not be asked themselves. All calls at one time share a question.
 */
public final class PrimaryNow {

    private final Mode mode;
    private final Duration patience;
    private final ReplicaMonitor monitor;
    private final Dialect dialect;

    /** @param patience how long the primary may take to answer */
    public PrimaryNow(Mode mode, Duration patience, ReplicaMonitor monitor, Dialect dialect) {
        this.mode = mode;
        this.patience = patience;
        this.monitor = monitor;
        this.dialect = dialect;
    }

    /** Whether there are positions at all. */
    public boolean isAvailable() {
        return mode == Mode.POSITION;
    }

    /** Asks the primary, and waits for its answer; {@link RequiredPosition#UNKNOWN} if it does not come in time. */
    RequiredPosition await() {
        return isAvailable() && BlockingOperationControl.isBlockingAllowed() ? of(monitor.samplePrimary(patience))
                : RequiredPosition.UNKNOWN;
    }

    /** The same without blocking. The result comes on a thread that must not be kept. */
    public CompletableFuture<RequiredPosition> ask() {
        return isAvailable() ? monitor.samplePrimarySoon(patience).thenApply(this::of)
                : CompletableFuture.completedFuture(RequiredPosition.UNKNOWN);
    }

    private RequiredPosition of(Sample primary) {
        LogPosition position = primary == null ? null : dialect.committed(primary);
        return position == null ? RequiredPosition.UNKNOWN : RequiredPosition.of(position);
    }
}
