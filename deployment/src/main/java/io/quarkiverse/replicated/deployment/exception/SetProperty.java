package io.quarkiverse.replicated.deployment.exception;

/**
 * A property of the unnamed datasource that some source sets.
 *
 * @param name the name, with its profile if it has one
 * @param source the source, such as a file
 */
public record SetProperty(String name, String source) {

    private static final String PREFIX = "quarkus.datasource.";

    /** The property that takes its place, of the datasource of this name or of our Dev Services. */
    public String of(String dataSource) {
        int rest = name.indexOf(PREFIX) + PREFIX.length();
        if (name.startsWith("devservices.", rest)) {
            return name.substring(0, rest - PREFIX.length()) + "quarkus.replicated.devservices.*";
        }
        return name.substring(0, rest) + dataSource + "." + name.substring(rest);
    }

    @Override
    public String toString() {
        return name + " (" + source + ")";
    }
}
