package io.quarkiverse.replicated.runtime.scope;

/** What the application has brought along. */
public final class ClassPath {

    private ClassPath() {
    }

    /** Whether this class is there. It is not initialized. Kept in a constant, a native image leaves out what needs it. */
    public static boolean has(String type) {
        try {
            Class.forName(type, false, ClassPath.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
