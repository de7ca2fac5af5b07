package io.quarkiverse.replicated.deployment;

import io.quarkus.datasource.common.runtime.DataSourceUtil;

/** The keys of a datasource's properties. */
public final class DataSourceProperty {

    private DataSourceProperty() {
    }

    /**
     * The key with quotes around the datasource's name only where they are necessary. {@code DataSourceNameForms} makes it the
     * same property as the one in the form that the application uses.
     */
    public static String key(String dataSource, String property) {
        return dataSource.contains(".") || DataSourceUtil.isDefault(dataSource)
                ? DataSourceUtil.dataSourcePropertyKey(dataSource, property)
                : "quarkus.datasource." + dataSource + "." + property;
    }
}
