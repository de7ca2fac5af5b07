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

/** The servers that start automatically for development and tests. */
@ConfigMapping(prefix = "quarkus.replicated.devservices")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface ReplicatedDevServicesConfig {

    /**
     * Whether a primary with streaming replicas starts automatically in dev and test mode. It starts for PostgreSQL, if
     * neither the primary nor a replica has a URL. Without any replica, the primary starts alone. Docker is not necessary.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The number of replicas to start. If it is lower than the number of configured replicas, several datasources share a
     * server.
     */
    @ConfigDocDefault("one for each of quarkus.replicated.replicas")
    OptionalInt replicas();

    /**
     * The name of the database.
     */
    @WithDefault("quarkus")
    String dbName();

    /**
     * The user that owns the database. It is a superuser, as in Quarkus' own Dev Services.
     */
    @ConfigDocDefault("the username of the primary's datasource if that is set, else quarkus")
    Optional<String> username();

    /**
     * The password of the user. Set it to connect with another tool. The servers listen on the loopback address only.
     */
    @ConfigDocDefault("the password of the primary's datasource if that is set, else a random one")
    Optional<String> password();

    /**
     * The port of the primary. Set it to connect with another tool.
     */
    @ConfigDocDefault("a free one")
    OptionalInt port();

    /**
     * Settings of all servers, as in {@code postgresql.conf}.
     */
    @ConfigDocMapKey("setting")
    Map<String, String> settings();
}
