package io.quarkiverse.replicated.it.degraded;

import java.net.URI;
import java.util.Map;

/** The primary's datasource leads to whichever of the two servers is the primary. */
public class SeveralAddressesResource extends ClusterResource {

    private static final String PRIMARY = "quarkus.datasource.master.jdbc.url";
    private static final String REPLICA = "quarkus.datasource.replica.jdbc.url";

    /** The name of an argument: properties of the driver that end the URL, such as {@code &loginTimeout=1}. */
    static final String OPTIONS = "options";

    private String options = "";

    @Override
    public void init(Map<String, String> arguments) {
        options = arguments.getOrDefault(OPTIONS, "");
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = super.start();
        URI primary = withoutScheme(configuration.get(PRIMARY));
        URI replica = withoutScheme(configuration.get(REPLICA));
        configuration.put(PRIMARY, "jdbc:postgresql://" + primary.getAuthority() + "," + replica.getAuthority()
                + primary.getPath() + "?targetServerType=primary" + options);
        return configuration;
    }

    private static URI withoutScheme(String jdbcUrl) {
        return URI.create(jdbcUrl.substring("jdbc:".length()));
    }
}
