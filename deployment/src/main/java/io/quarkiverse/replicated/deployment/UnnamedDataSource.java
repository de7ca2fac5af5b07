package io.quarkiverse.replicated.deployment;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

import io.quarkiverse.replicated.deployment.exception.SetProperty;

/** The properties of the unnamed datasource that the application still sets, and which configure nothing any more. */
final class UnnamedDataSource {

    private static final List<String> CONFIGURING = List.of("db-kind", "db-version", "jdbc.url", "username", "password");
    private static final Pattern LEFTOVER = Pattern.compile("(%[^.]+\\.)?quarkus\\.datasource\\.(db-kind|db-version|username"
            + "|password|credentials-provider|credentials-provider-name|active|health-exclude|jdbc\\..+|devservices\\..+)");
    private static final Pattern FILE = Pattern.compile("source=(?:file:)?([^\\]]+)");

    private final Config config;

    UnnamedDataSource(Config config) {
        this.config = config;
    }

    /** The properties that would configure it in the profile of this build. */
    List<SetProperty> configuring() {
        return CONFIGURING.stream().map(it -> config.getConfigValue("quarkus.datasource." + it))
                .filter(it -> it.getValue() != null)
                .map(it -> new SetProperty(it.getName(), source(it)))
                .toList();
    }

    /** All its properties in files, also those for other profiles. */
    List<SetProperty> all() {
        TreeSet<String> names = new TreeSet<>();
        List<SetProperty> properties = StreamSupport.stream(config.getConfigSources().spliterator(), false)
                // Defaults have negative ordinals. The environment has a name for each guess of what a variable means.
                .filter(it -> it.getOrdinal() > 0 && !it.getName().startsWith("EnvConfigSource"))
                .flatMap(source -> source.getPropertyNames().stream().sorted()
                        .filter(it -> LEFTOVER.matcher(it).matches())
                        .map(it -> new SetProperty(it, source(source.getName()))))
                .filter(it -> names.add(it.name()))
                .toList();
        return Stream.concat(properties.stream(), configuring().stream().filter(it -> names.add(it.name()))).toList();
    }

    private static String source(ConfigValue value) {
        return source(value.getSourceName());
    }

    private static String source(String name) {
        Matcher file = FILE.matcher(name);
        return file.find() ? file.group(1) : name;
    }
}
