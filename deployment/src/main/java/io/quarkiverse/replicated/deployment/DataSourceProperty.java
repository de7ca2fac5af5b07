package io.quarkiverse.replicated.deployment;

import io.quarkus.datasource.common.runtime.DataSourceUtil;

/** The keys of a datasource's properties. */
public final class DataSourceProperty {

    private DataSourceProperty() {
    }

    /**
     * The key in the form that people write, with the datasource's name in quotes only if it must be: whatever they set, in a
     * source of higher ordinal, then overrides ours, which the other form of the key would not.
     */
    public static String key(String dataSource, String property) {
        return dataSource.contains(".") || DataSourceUtil.isDefault(dataSource)
                ? DataSourceUtil.dataSourcePropertyKey(dataSource, property)
                : "quarkus.datasource." + dataSource + "." + property;
    }
}
