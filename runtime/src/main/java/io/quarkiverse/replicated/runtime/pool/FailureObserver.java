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

/**
 * Puts {@link FailureSorter} in front of the exception sorter for the kind of database, before the pools are created, and keeps
 * one failed attempt to connect from failing the next.
 */
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
        LeftoverInterrupt.clearIn(configuration.connectionPoolConfiguration().connectionFactoryConfiguration());
    }

    /**
     * The sorter that the delegate chooses. It can only be read from a finished configuration, so the delegate gets a separate
     * configuration.
     */
    private ExceptionSorter sorter(String databaseKind) {
        AgroalDataSourceConfigurationSupplier chosen = new AgroalDataSourceConfigurationSupplier();
        chosen.connectionPoolConfiguration().maxSize(1);
        delegate.setExceptionSorter(databaseKind, chosen);
        return chosen.connectionPoolConfiguration().get().exceptionSorter();
    }
}
