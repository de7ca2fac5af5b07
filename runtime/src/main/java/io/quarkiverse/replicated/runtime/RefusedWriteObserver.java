package io.quarkiverse.replicated.runtime;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkiverse.replicated.Replication;
import io.quarkus.agroal.runtime.AgroalConnectionConfigurer;

/** Has every pool of a known kind of database report refused writes, whatever sorts its exceptions otherwise. */
@Decorator
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public abstract class RefusedWriteObserver implements AgroalConnectionConfigurer {

    @Inject
    @Any
    @Delegate
    AgroalConnectionConfigurer delegate;

    @Inject
    Instance<Replication> replication;

    @Override
    public void setExceptionSorter(String databaseKind, AgroalDataSourceConfigurationSupplier configuration) {
        configuration.connectionPoolConfiguration()
                .exceptionSorter(new RefusedWriteSorter(sorter(databaseKind), new RefusedWriteLog(replication)));
    }

    /** The delegate's choice can only be read from a finished configuration, so it gets one of its own to make it in. */
    private ExceptionSorter sorter(String databaseKind) {
        AgroalDataSourceConfigurationSupplier chosen = new AgroalDataSourceConfigurationSupplier();
        chosen.connectionPoolConfiguration().maxSize(1);
        delegate.setExceptionSorter(databaseKind, chosen);
        return chosen.connectionPoolConfiguration().get().exceptionSorter();
    }
}
