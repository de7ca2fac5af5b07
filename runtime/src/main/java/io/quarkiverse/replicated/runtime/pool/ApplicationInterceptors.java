package io.quarkiverse.replicated.runtime.pool;

import java.lang.annotation.Annotation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Default;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.agroal.DataSource.DataSourceLiteral;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.arc.InstanceHandle;

/**
 * The application's interceptors for one routed pool. Beans with {@code @DataSource} concern the pool of that name. Beans
 * without a qualifier concern the default datasource, and therefore all pools to which it routes.
 * <p>
 * The beans are created when the first connection needs them, because they may depend on the routed datasource. Safe for use by
 * any number of threads.
 */
final class ApplicationInterceptors implements Supplier<List<AgroalPoolInterceptor>> {

    private final List<Annotation> qualifiers;
    // null until the first connection needs them
    private volatile List<AgroalPoolInterceptor> interceptors;

    private ApplicationInterceptors(List<Annotation> qualifiers) {
        this.qualifiers = qualifiers;
    }

    /** The interceptors of the default datasource, without those of a particular pool. */
    static ApplicationInterceptors ofDefault() {
        return new ApplicationInterceptors(List.of(Default.Literal.INSTANCE));
    }

    /** All interceptors that concern this pool. */
    static ApplicationInterceptors of(String dataSource) {
        return new ApplicationInterceptors(List.of(Default.Literal.INSTANCE, new DataSourceLiteral(dataSource)));
    }

    /** Whether there is none. Creates none. */
    boolean isEmpty() {
        return handles().findAny().isEmpty();
    }

    @Override
    public List<AgroalPoolInterceptor> get() {
        List<AgroalPoolInterceptor> known = interceptors;
        return known != null ? known : create();
    }

    private synchronized List<AgroalPoolInterceptor> create() {
        if (interceptors == null) {
            Set<AgroalPoolInterceptor> all = Collections.newSetFromMap(new IdentityHashMap<>());
            handles().map(InstanceHandle::get).forEach(all::add);
            interceptors = all.stream().sorted(AgroalPoolInterceptor.DEFAULT_COMPARATOR).toList();
        }
        return interceptors;
    }

    private Stream<InstanceHandle<AgroalPoolInterceptor>> handles() {
        return qualifiers.stream().flatMap(it -> {
            InjectableInstance<AgroalPoolInterceptor> beans = Arc.container().select(AgroalPoolInterceptor.class, it);
            return beans.handlesStream().map(handle -> (InstanceHandle<AgroalPoolInterceptor>) handle);
        }).filter(it -> it.getBean().getBeanClass() != PoolEntrance.class);
    }
}
