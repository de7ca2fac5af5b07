package io.quarkiverse.replicated.runtime.pool;

import java.util.Properties;

import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.security.AgroalSecurityProvider;

/**
 * Clears the interrupt that the previous task has left to a pool's own thread, before the thread makes a connection. When a
 * caller has waited for its whole acquisition timeout, Agroal cancels the caller's task and interrupts its thread. Drivers
 * that limit the time for a login wait in a way that can be interrupted, and keep the interrupt. Agroal then runs the task of
 * the next caller, whose connection would fail at once.
 * <p>
 * Agroal asks for credentials in the last step before it calls the driver, so that this is a credential without properties.
 */
final class LeftoverInterrupt implements AgroalSecurityProvider {

    private static final String THREADS_OF_POOLS = "agroal-";
    private static final Properties NONE = new Properties();

    private LeftoverInterrupt() {
    }

    /** Makes a pool clear leftover interrupts. */
    static void clearIn(AgroalConnectionFactoryConfigurationSupplier pool) {
        LeftoverInterrupt cleared = new LeftoverInterrupt();
        pool.addSecurityProvider(cleared).credential(cleared);
    }

    /** Any other thread than that of a pool keeps its interrupts. */
    @Override
    public Properties getSecurityProperties(Object credential) {
        if (credential != this) {
            return null;
        }
        if (Thread.currentThread().getName().startsWith(THREADS_OF_POOLS)) {
            Thread.interrupted();
        }
        return NONE;
    }
}
