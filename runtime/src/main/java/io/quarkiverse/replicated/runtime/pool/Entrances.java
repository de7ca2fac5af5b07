package io.quarkiverse.replicated.runtime.pool;

import java.util.List;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.AgroalDataSourceConfiguration.DataSourceImplementation;
import io.quarkiverse.replicated.runtime.server.Dialect;

/**
 * Gives routed pools their {@link PoolEntrance}. A pool of a replica has one only if the application has interceptors for it,
 * because Agroal creates an object for each call of an interceptor.
 */
public final class Entrances {

    private final Dialect dialect;
    private AgroalPoolInterceptor ofPrimary = PoolEntrance.NONE;
    private String primary;

    public Entrances(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * The interceptor with which the primary's pool begins. Until {@link #open}, Agroal calls the other interceptors of this
     * pool itself.
     *
     * @param pool what the extension does with connections of the primary
     */
    public PoolEntrance first(String primary, PrimaryPool pool) {
        this.primary = primary;
        this.ofPrimary = pool;
        return new PoolEntrance(primary, pool, ApplicationInterceptors.ofDefault(), true, dialect);
    }

    /** Gives a pool its entrance, in place of all its interceptors. Returns {@code false} if it needs none. */
    public boolean open(String dataSource, AgroalDataSource pool) {
        AgroalPoolInterceptor own = dataSource.equals(primary) ? ofPrimary : PoolEntrance.NONE;
        ApplicationInterceptors applications = ApplicationInterceptors.of(dataSource);
        if (own == PoolEntrance.NONE && applications.isEmpty()) {
            return false;
        }
        pool.setPoolInterceptors(List.of(new PoolEntrance(dataSource, own, applications,
                pool.getConfiguration().dataSourceImplementation() != DataSourceImplementation.AGROAL_POOLLESS, dialect)));
        return true;
    }
}
