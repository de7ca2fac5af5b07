package io.quarkiverse.replicated.cluster.process;

import java.util.Locale;

/**
 * The operating system under the JVM.
 */
public final class Platform {

    public static final boolean WINDOWS = os().contains("win") && !os().contains("darwin");

    private Platform() {
    }

    /** The name of the operating system in lower case. */
    public static String os() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
