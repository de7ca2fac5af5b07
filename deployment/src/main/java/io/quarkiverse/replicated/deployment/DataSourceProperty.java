package io.quarkiverse.replicated.deployment;

import io.quarkus.datasource.common.runtime.DataSourceUtil;

/** The keys of a datasource's properties. */
public final class DataSourceProperty {

    private DataSourceProperty() {
    }

    /**
     * The key in the form that applications use, with quotes around the datasource's name only where they are necessary. A
     * value that the application sets in a source of higher ordinal overrides ours only under the same form of the key.
     */
    public static String key(String dataSource, String property) {
        return dataSource.contains(".") || DataSourceUtil.isDefault(dataSource)
                ? DataSourceUtil.dataSourcePropertyKey(dataSource, property)
                : "quarkus.datasource." + dataSource + "." + property;
    }
}
