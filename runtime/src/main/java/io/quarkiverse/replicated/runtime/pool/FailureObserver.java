package io.quarkiverse.replicated.runtime.pool;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkus.agroal.runtime.AgroalConnectionConfigurer;

/** Puts our question in front of whatever sorts the exceptions of a kind of database. The pools are not made yet. */
@Decorator
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public abstract class FailureObserver implements AgroalConnectionConfigurer {

    @Inject
    @Any
    @Delegate
    AgroalConnectionConfigurer delegate;

    @Override
    public void setExceptionSorter(String databaseKind, AgroalDataSourceConfigurationSupplier configuration) {
        configuration.connectionPoolConfiguration()
                .exceptionSorter(new FailureSorter(sorter(databaseKind)));
    }

    /** The delegate's choice can only be read from a finished configuration, so it gets one of its own to make it in. */
    private ExceptionSorter sorter(String databaseKind) {
        AgroalDataSourceConfigurationSupplier chosen = new AgroalDataSourceConfigurationSupplier();
        chosen.connectionPoolConfiguration().maxSize(1);
        delegate.setExceptionSorter(databaseKind, chosen);
        return chosen.connectionPoolConfiguration().get().exceptionSorter();
    }
}
