package io.quarkiverse.replicated.runtime;

import java.time.Duration;
import java.util.Set;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set when the application starts. */
@ConfigMapping(prefix = "quarkus.replicated")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ReplicatedRuntimeConfig {

    /**
     * The HTTP methods of requests that only read, and thus go to a replica. Add others that your application uses to read
     * only, such as QUERY or OPTIONS.
     */
    @WithDefault("GET,HEAD")
    Set<String> readOnlyMethods();

    /**
     * Whether requests with a read-only method go to a replica. Switched off, only what carries `@UseReplica`, or is called
     * through `Replication`, reads from replicas: a way to adopt replicas endpoint by endpoint. All other requests then get
     * connections that can write, so each response to one that used the database carries a position.
     */
    @WithDefault("true")
    boolean autoReadOnReplica();

    /**
     * What a read does while replicas are configured but none is usable: `primary` reads from the primary, `fail` throws
     * an `SQLTransientConnectionException`. Choose `fail` when the primary could not carry the load of the reads.
     */
    @WithDefault("primary")
    OnNoReplica onNoReplica();

    /**
     * Whether a connection of the primary that stands in for one of a replica refuses to write, as the replica would. Without
     * this, code that writes where it should only read works by luck, until a replica is there. With PostgreSQL it costs such
     * a connection two round trips to the primary. Switch it off if a pooler in transaction mode stands before the primary: the
     * setting belongs to the session, which such a pooler shares between clients.
     */
    @WithDefault("true")
    boolean readOnlyFallback();

    /**
     * The pause between two probes of each server. A replica that died is left out, and one that came back is used again, after
     * at most this long.
     */
    @WithDefault("250ms")
    Duration probeInterval();

    /**
     * How long a probe waits for an answer before it takes the replica for dead; whole seconds. It also bounds how long the
     * application's start waits for its replicas.
     */
    @WithDefault("1s")
    Duration probeTimeout();

    /**
     * How far behind a replica may be. One that is farther behind is left out until it has caught up to 80 % of this. Measured
     * by the primary's positions and this application's clock.
     */
    @WithDefault("10s")
    Duration maxLag();

    /**
     * How clients see what they have written.
     */
    ConsistencyConfig consistency();

    /** What a read does when no replica is usable. */
    enum OnNoReplica {

        /** It reads from the primary. */
        PRIMARY,

        /** It fails. */
        FAIL
    }
}
