package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.pool.ConnectionHandler;
import io.agroal.pool.wrapper.ConnectionWrapper;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Failure;

/**
 * The only interceptor of a routed pool, which calls all others. What the extension does with a new connection comes first, and
 * what it does with a returned one comes last. Agroal could not order them so, because interceptors of the same priority follow
 * the names of their classes.
 * <p>
 * After an exception from an interceptor, Agroal would put the connection back, although it may be read-only, broken, or part
 * of a JTA transaction. Other requests would then use a connection that the transaction ends under them. Here such a connection
 * never goes back.
 */
public final class PoolEntrance implements AgroalPoolInterceptor {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    /** An interceptor that does nothing. */
    static final AgroalPoolInterceptor NONE = new AgroalPoolInterceptor() {
    };

    private final String dataSource;
    private final AgroalPoolInterceptor own;
    private final Supplier<List<AgroalPoolInterceptor>> applications;
    private final boolean pooled;
    private final Dialect dialect;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * @param own what the extension does itself
     * @param applications the interceptors of the application, in their order
     * @param pooled whether connections go back to a pool, and are not closed after each use
     */
    public PoolEntrance(String dataSource, AgroalPoolInterceptor own, Supplier<List<AgroalPoolInterceptor>> applications,
            boolean pooled, Dialect dialect) {
        this.dataSource = dataSource;
        this.own = own;
        this.applications = applications;
        this.pooled = pooled;
        this.dialect = dialect;
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            own.onConnectionCreate(connection);
            call(applications.get(), handler(connection), AgroalPoolInterceptor::onConnectionCreate);
        } catch (Throwable e) { // Interceptors may throw what they do not declare.
            discard(connection, e);
            PoolEntrance.<RuntimeException> raise(e);
        }
    }

    /** Closes a connection that is refused here. Agroal forgets the connection, but not the task that will end it later. */
    private void discard(Connection connection, Throwable because) {
        own.onConnectionDestroy(connection);
        ConnectionHandler handler = handler(connection);
        handler.setFlushOnly();
        try {
            handler.closeConnection();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        ConnectionHandler handler = handler(connection);
        Acquisition acquisition = Acquisition.current();
        Access access = acquisition.access();
        try {
            own.onConnectionAcquire(connection);
            acquisition.enter(handler);
            call(applications.get(), handler, AgroalPoolInterceptor::onConnectionAcquire);
        } catch (Throwable e) { // See above.
            keepOut(handler, e);
            warnOfWrite(access, e);
            PoolEntrance.<RuntimeException> raise(e);
        }
    }

    /**
     * Prevents that Agroal puts the connection back. An enlisted connection is closed when its transaction ends. Another one is
     * given back here to be closed, because Agroal would forget it but go on to count it.
     */
    private void keepOut(ConnectionHandler handler, Throwable because) {
        handler.setFlushOnly();
        because.addSuppressed(new KeptOut(handler.isEnlisted()));
        if (!handler.isEnlisted() && pooled) {
            Acquisition acquisition = Acquisition.current();
            acquisition.setLeaving(true);
            try {
                handler.transactionEnd();
            } catch (SQLException | RuntimeException e) {
                because.addSuppressed(e);
            } finally {
                acquisition.setLeaving(false);
            }
        }
    }

    private void warnOfWrite(Access access, Throwable failure) {
        SQLException refused = CheckoutFailure.inside(failure, it -> dialect.kindOf(it) == Failure.REFUSED_WRITE);
        if (refused != null && (own == NONE || access != Access.WRITE) && warned.compareAndSet(false, true)) {
            LOG.warnf("A pool interceptor writes to '%s', which refuses that: %s. Reads of such connections fail. An "
                    + "interceptor without a qualifier is called for all servers of the default datasource; put "
                    + "@DataSource(\"…\") with the name of the primary on one that writes. %s", dataSource,
                    refused.getMessage(), Guide.INTERCEPTORS);
        }
    }

    @Override
    public void onConnectionReturn(Connection connection) {
        if (!Acquisition.current().isLeaving()) {
            ConnectionHandler handler = handler(connection);
            callInReverse(handler, AgroalPoolInterceptor::onConnectionReturn);
        }
        own.onConnectionReturn(connection);
    }

    @Override
    public void onConnectionDestroy(Connection connection) {
        callInReverse(handler(connection), AgroalPoolInterceptor::onConnectionDestroy);
        own.onConnectionDestroy(connection);
    }

    private interface Event {

        void on(AgroalPoolInterceptor interceptor, Connection connection);
    }

    private static void call(List<AgroalPoolInterceptor> interceptors, ConnectionHandler handler, Event event)
            throws SQLException {
        for (int i = 0; i < interceptors.size(); i++) {
            try (Connection connection = handler.detachedWrapper()) {
                event.on(interceptors.get(i), connection);
            }
        }
    }

    /** Agroal would lose the connection for good after an exception from here, so that no exception leaves. */
    private void callInReverse(ConnectionHandler handler, Event event) {
        List<AgroalPoolInterceptor> interceptors = applications.get();
        for (int i = interceptors.size() - 1; i >= 0; i--) {
            try (Connection connection = handler.detachedWrapper()) {
                event.on(interceptors.get(i), connection);
            } catch (Throwable e) { // See above.
                failed(interceptors.get(i), handler, e);
            }
        }
    }

    private void failed(AgroalPoolInterceptor interceptor, ConnectionHandler handler, Throwable failure) {
        if (handler.isAcquirable()) {
            handler.setFlushOnly();
            LOG.warnf(failure, "The pool interceptor %s failed for a connection to '%s' that was given back. The connection is "
                    + "closed, so that what was set on it reaches no other request. %s", interceptor.getClass().getName(),
                    dataSource, Guide.INTERCEPTORS);
        } else {
            LOG.debugf(failure, "The pool interceptor %s failed for a connection to '%s' that ends",
                    interceptor.getClass().getName(), dataSource);
        }
    }

    private static ConnectionHandler handler(Connection connection) {
        return ((ConnectionWrapper) connection).getHandler();
    }

    /**
     * Throws any exception. Agroal passes it on to the thread that waits for the connection, but its interface declares none.
     */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void raise(Throwable failure) throws E {
        throw (E) failure;
    }
}
