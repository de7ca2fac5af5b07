package io.quarkiverse.replicated.deployment.devservices;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The servers that development and tests get by themselves. */
@ConfigMapping(prefix = "quarkus.replicated.devservices")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ReplicatedDevServicesConfig {

    /**
     * Whether a primary with streaming replicas starts by itself in dev and test mode. It does so for PostgreSQL, when neither
     * the primary nor a replica has a URL; without any replica the primary starts alone. It needs no Docker.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * How many replicas to start. With fewer servers than configured replicas, several datasources lead to the same server.
     */
    @ConfigDocDefault("one for each of quarkus.replicated.replicas")
    OptionalInt replicas();

    /**
     * The name of the database.
     */
    @WithDefault("quarkus")
    String dbName();

    /**
     * The user that owns the database; a superuser, as in Quarkus' own Dev Services.
     */
    @ConfigDocDefault("the username of the primary's datasource if that is set, else quarkus")
    Optional<String> username();

    /**
     * The password of the user. Set it to connect with a tool of your own; the servers listen on the loopback address only.
     */
    @ConfigDocDefault("the password of the primary's datasource if that is set, else a random one")
    Optional<String> password();

    /**
     * The port of the primary. Set it to connect with a tool of your own.
     */
    @ConfigDocDefault("a free one")
    OptionalInt port();

    /**
     * Settings of all servers, as in {@code postgresql.conf}.
     */
    @ConfigDocMapKey("setting")
    Map<String, String> settings();
}
