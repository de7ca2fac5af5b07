package io.quarkiverse.replicated.deployment.production;

import java.util.List;
import java.util.TreeSet;

import jakarta.inject.Inject;

import io.quarkus.agroal.runtime.AgroalDataSourceUtil;
import io.quarkus.datasource.runtime.DataSourceSupport;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** An application that prints what its datasources have become, and ends. */
@QuarkusMain
public class DataSourceReport implements QuarkusApplication {

    @Inject
    DataSourceSupport support;

    @Override
    public int run(String... arguments) {
        for (String name : List.of("master", "replica")) {
            System.out.println("report: " + name + " " + AgroalDataSourceUtil.dataSourceIfActive(name)
                    .map(it -> it.getConfiguration().connectionPoolConfiguration())
                    .map(it -> it.connectionFactoryConfiguration().jdbcUrl() + " "
                            + it.connectionFactoryConfiguration().principal().getName() + " " + it.maxSize())
                    .orElse("is not active"));
        }
        System.out.println("report: without Quarkus' check " + new TreeSet<>(support.getHealthCheckExcludedNames()));
        return 0;
    }
}
