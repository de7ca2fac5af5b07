package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.WriteBan;
import io.quarkiverse.replicated.runtime.server.WriteBan.Scope;

/**
 * Finds out whether the primary refuses writes of connections that were taken to write. A refused write alone does not show
 * that, because the application may have made its transaction read-only itself. The session is therefore asked when its
 * connection is returned. Safe for use by any number of threads.
 */
public final class WriteRefusals {

    /** A refusal that lasts. */
    public record Refusal(WriteBan ban, Instant since) {
    }

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long PAUSE_NANOS = 1_000_000_000L;

    // If only some sessions refuse, refused writes alternate with others.
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final String primary;
    private final Dialect dialect;
    private final Clock clock;
    // Threads whose last write was refused, and which have not returned their connection yet.
    private final ThreadLocal<String> suspicion = new ThreadLocal<>();
    private final AtomicInteger suspicions = new AtomicInteger();
    private final AtomicBoolean asking = new AtomicBoolean();
    // null while the primary accepts writes, as far as is known. Only written by the synchronized methods, with what follows.
    private volatile Refusal refusal;
    private volatile long askedAtNanos;
    private long refusedAtNanos;
    private Scope refusedLast;

    public WriteRefusals(String primary, Dialect dialect, Clock clock) {
        this.primary = primary;
        this.dialect = dialect;
        this.clock = clock;
    }

    /** Reports that a write was refused on the primary, which this thread should be able to do. */
    public void suspect(SQLException refused) {
        if (suspicion.get() == null) {
            suspicions.incrementAndGet();
        }
        suspicion.set(String.valueOf(refused.getMessage()));
    }

    /** Whether the session of a connection that is being returned may show something. */
    boolean mayTell() {
        return refusal != null || suspicions.get() != 0;
    }

    /**
     * Asks the session of a connection that is being returned, if that {@linkplain #mayTell may show something}. Never throws,
     * because Agroal would
     * lose the connection for good.
     *
     * @param discard called if the connection must not be used again
     */
    void returned(Connection connection, Runnable discard) {
        String message = suspicion.get();
        if (message != null) {
            suspicion.remove();
            suspicions.decrementAndGet();
        }
        if (message != null || refusal != null) {
            ask(connection, message, discard);
        }
    }

    /**
     * The refusal that lasts, as far as is known. While there is one, this call lets another thread ask the primary again, at
     * most once a second. Does not block.
     *
     * @param pool the pool of the primary
     */
    public Optional<Refusal> current(AgroalDataSource pool) {
        if (refusal != null && clock.nanos() - askedAtNanos > PAUSE_NANOS && asking.compareAndSet(false, true)) {
            CompletableFuture.runAsync(() -> askAgain(pool)); // The thread works for no request, so that no client gets a token.
        }
        return Optional.ofNullable(refusal);
    }

    private void askAgain(AgroalDataSource pool) {
        try {
            pool.getConnection().close(); // It is asked when it is returned.
        } catch (SQLException e) {
            LOG.debug("The primary could not be asked whether it accepts writes again", e);
        } finally {
            asking.set(false);
        }
    }

    private void ask(Connection connection, String message, Runnable discard) {
        try {
            askedAtNanos = clock.nanos();
            Optional<WriteBan> ban = dialect.writeBan(connection, PATIENCE);
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            ban.ifPresentOrElse(it -> refuse(it, message), this::accept);
            if (ban.isPresent() && ban.get().scope() != Scope.SERVER) {
                discard.run(); // The session keeps the ban, even after its cause is gone.
            }
        } catch (Throwable e) { // See above.
            LOG.debug("A session could not be asked whether it accepts writes", e);
            discard.run();
        }
    }

    private synchronized void refuse(WriteBan ban, String message) {
        boolean news = refusal == null
                && (ban.scope() == Scope.SERVER || ban.scope() != refusedLast
                        || clock.nanos() - refusedAtNanos > QUIET_NANOS);
        refusedLast = ban.scope();
        refusedAtNanos = clock.nanos();
        if (refusal == null) {
            refusal = new Refusal(ban, Instant.ofEpochMilli(clock.millis()));
        }
        if (news) {
            LOG.warnf(
                    "The primary '%s' refuses to write: %s%s. Reads go on. %s This is not logged again until writes have worked "
                            + "for a while. %s",
                    primary, ban.detail(), message == null ? "" : ", '" + message + "'", ban.cure(),
                    Guide.WRITES_REFUSED);
        }
    }

    private synchronized void accept() {
        Refusal before = refusal;
        refusal = null;
        if (before != null && before.ban().scope() != Scope.SESSION) {
            LOG.infof("The primary '%s' accepts writes again.", primary);
        }
    }
}
