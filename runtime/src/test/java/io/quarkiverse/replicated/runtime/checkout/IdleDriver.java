package io.quarkiverse.replicated.runtime.checkout;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.util.Properties;
import java.util.logging.Logger;

/** A driver whose connections do nothing, for tests that need no database. */
public class IdleDriver implements Driver {

    @Override
    public Connection connect(String url, Properties properties) {
        return (Connection) Proxy.newProxyInstance(IdleDriver.class.getClassLoader(), new Class<?>[] { Connection.class },
                (proxy, method, arguments) -> {
                    Class<?> type = method.getReturnType();
                    return type == boolean.class ? Boolean.FALSE : type == int.class ? (Object) 0 : null;
                });
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith("jdbc:idle:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
