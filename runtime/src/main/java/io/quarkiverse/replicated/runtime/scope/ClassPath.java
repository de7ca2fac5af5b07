package io.quarkiverse.replicated.runtime.scope;

/** Checks which libraries the application has. */
public final class ClassPath {

    private ClassPath() {
    }

    /**
     * Whether this class is present. The class is not initialized. If the result is kept in a constant, a native image leaves
     * out the code that needs the class.
     */
    public static boolean has(String type) {
        try {
            Class.forName(type, false, ClassPath.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
