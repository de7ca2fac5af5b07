package io.quarkiverse.replicated.runtime.config;

import static io.smallrye.config.ConfigValue.CONFIG_SOURCE_COMPARATOR;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Queue;
import java.util.stream.Stream;

import jakarta.annotation.Priority;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;

/**
 * Makes both forms of a routed datasource's properties one: {@code quarkus.datasource.master.jdbc.url} and
 * {@code quarkus.datasource."master".jdbc.url}. A configuration mapping reads all properties of a datasource in the form that
 * it happens to meet first, and ignores those that are set in the other form. Defaults of extensions, the values that the
 * build has fixed, and environment variables make both forms meet in most applications. With this interceptor each form has
 * the properties of both. Where both are set, the source of the higher ordinal wins, as if they were the same property.
 */
// Outermost of the library range, so that both forms are relocated, profiled and expanded first.
@Priority(Priorities.LIBRARY + 900)
public class DataSourceNameForms implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;

    private static final String PREFIX = "quarkus.datasource.";

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue asked = context.proceed(name);
        String otherForm = otherForm(context, name);
        if (otherForm == null) {
            return asked;
        }
        ConfigValue other = context.proceed(otherForm);
        return other != null && (asked == null || beats(other, asked, isQuoted(otherForm))) ? other.withName(name) : asked;
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        Iterator<String> names = context.iterateNames();
        Queue<String> others = new ArrayDeque<>();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !others.isEmpty() || names.hasNext();
            }

            @Override
            public String next() {
                if (!others.isEmpty()) {
                    return others.remove();
                }
                String name = names.next();
                String otherForm = otherForm(context, name);
                if (otherForm != null) {
                    others.add(otherForm);
                }
                return name;
            }
        };
    }

    private static boolean beats(ConfigValue other, ConfigValue asked, boolean otherIsQuoted) {
        int byOrdinal = CONFIG_SOURCE_COMPARATOR.compare(other, asked);
        if (byOrdinal != 0) {
            return byOrdinal > 0;
        }
        // The same source has both. As usual, the value for a profile wins. The last resort only has to be the same each time.
        boolean otherIsProfiled = other.getProfile() != null;
        return otherIsProfiled == (asked.getProfile() != null) ? otherIsQuoted : otherIsProfiled;
    }

    /** The name in the form that it does not have, or {@code null} if it is no property of a routed datasource. */
    private static String otherForm(ConfigSourceInterceptorContext context, String name) {
        if (!name.startsWith(PREFIX)) {
            return null;
        }
        boolean quoted = isQuoted(name);
        int start = PREFIX.length() + (quoted ? 1 : 0);
        int end = name.indexOf(quoted ? "\"." : ".", start);
        if (end < 0) {
            return null;
        }
        String dataSource = name.substring(start, end);
        // A name that contains a dot has only the quoted form.
        if (dataSource.isEmpty() || dataSource.indexOf('.') >= 0 || !isRouted(context, dataSource)) {
            return null;
        }
        return quoted ? PREFIX + dataSource + name.substring(end + 1) : PREFIX + '"' + dataSource + '"' + name.substring(end);
    }

    private static boolean isQuoted(String name) {
        return name.startsWith("\"", PREFIX.length());
    }

    // Asked each time. Sources that are added while the configuration is built can still change the answer.
    private static boolean isRouted(ConfigSourceInterceptorContext context, String dataSource) {
        return Boolean.parseBoolean(value(context, "quarkus.replicated.enabled", "true"))
                && Stream.concat(Stream.of(value(context, "quarkus.replicated.primary", "master")),
                        Arrays.stream(value(context, "quarkus.replicated.replicas", "replica").split(",")))
                        .anyMatch(it -> it.strip().equals(dataSource));
    }

    private static String value(ConfigSourceInterceptorContext context, String name, String otherwise) {
        ConfigValue value = context.proceed(name);
        return value == null || value.getValue() == null ? otherwise : value.getValue();
    }
}
