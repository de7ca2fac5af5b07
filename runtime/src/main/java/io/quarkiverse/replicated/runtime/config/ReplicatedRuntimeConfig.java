package io.quarkiverse.replicated.runtime.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set when the application starts. */
@ConfigMapping(prefix = "quarkus.replicated")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ReplicatedRuntimeConfig {

    /**
     * Whether connections are routed, or it is only observed how they would be: `route`, or `observe`, which leads everything
     * to the primary and reports which endpoints write, and what would move to replicas. Choose `observe` before routing an
     * existing application for the first time. It needs PostgreSQL, and asks the primary once more for each connection.
     */
    @WithDefault("route")
    Mode mode();

    /**
     * The report of `mode=observe`.
     */
    ObserveConfig observe();

    /**
     * Which kind of database the servers are, as far as positions are concerned: `postgresql`, or `none` for a kind whose
     * positions cannot be compared. Set it if the URL of the primary does not show it, or if a server that is called PostgreSQL
     * does not have its functions.
     */
    @ConfigDocDefault("by the JDBC URL of the primary")
    Optional<String> dialect();

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
     * The pause between two probes of each server. A server that died is left out, and one that came back is used again, after
     * at most this long.
     */
    @WithDefault("250ms")
    Duration probeInterval();

    /**
     * How long a probe waits for an answer before it takes the server for dead; whole seconds. It also bounds how long the
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
     * How much of the primary's write-ahead log a replica may have yet to replay, besides `max-lag`. Set it when what piles up
     * matters more than its age. It counts only for kinds of databases whose positions are places in a log, such as PostgreSQL.
     */
    @ConfigDocDefault("no limit")
    Optional<MemorySize> maxLagBytes();

    /**
     * What a read does when all replicas that answer are farther behind than `max-lag`, for instance while masses of data are
     * loaded: `primary` reads from the primary, `serve` from the replica that is least behind. A read that must see what its
     * client wrote goes to the primary in any case; and a replica that is so late that a client could be forgotten before it
     * shows what that client wrote (`consistency.max-age`) does not serve either. Choose `serve` when the primary could not
     * carry the reads at such a time.
     */
    @WithDefault("primary")
    OnLag onLag();

    /**
     * Which of several usable replicas a request reads from: `round-robin` takes each in its turn, `least-busy` the one whose
     * pool has the smallest part of its connections in use. Choose `least-busy` when replicas differ in speed or in the size of
     * their pools, or
     * when some statements take long. It has the replicas' pools collect metrics, which costs a little with every connection.
     */
    @WithDefault("round-robin")
    Selection selection();

    /**
     * Whether each response says where its request was sent and why, in a header such as
     * `Replicated-Route: replica-2; reason=http-method`. Switch it on to find out on a test system; it tells clients the
     * names of datasources.
     */
    @ConfigDocDefault("true in dev mode, otherwise false")
    Optional<Boolean> debugHeader();

    /**
     * Whether the log lines of a request can say where its last connection led and why, as `%X{replicated.route}` in
     * `quarkus.log.console.format`. It costs a little with every connection. The access log has it without this, as
     * `%{replicated-route}` in `quarkus.http.access-log.pattern`.
     */
    @WithDefault("false")
    boolean mdc();

    /**
     * How much the primary stands in for replicas.
     */
    FallbackConfig fallback();

    /**
     * The readiness check.
     */
    HealthConfig health();

    /**
     * How clients see what they have written.
     */
    ConsistencyConfig consistency();

    /** The report of the observe-only mode. */
    @ConfigGroup
    interface ObserveConfig {

        /**
         * How often the log has a line with the report, as JSON. Without news there is none. `0` for never.
         */
        @WithDefault("1m")
        Duration interval();
    }

    /** How much the primary stands in for replicas. */
    @ConfigGroup
    interface FallbackConfig {

        /**
         * How many connections of the primary may stand in for those of replicas at one time, so that writes still find some.
         * Half of them are for clients that have written and must see it; without `consistency.secret` half of those are for
         * clients that only say so. Each share has one at least. Beyond its share a read fails with a
         * `DatabaseUnavailableException`, over REST with status 503.
         */
        @ConfigDocDefault("half of quarkus.datasource.<primary>.jdbc.max-size")
        OptionalInt maxConcurrent();
    }

    /** The readiness check. */
    @ConfigGroup
    interface HealthConfig {

        /**
         * When the application is ready: `any` while the primary accepts writes or a replica is usable, `primary` while the
         * primary accepts writes. Choose `primary` when an instance that can only read is of no use.
         */
        @WithDefault("any")
        ReadyWhen readyWhen();
    }

    /** What happens to connections. */
    enum Mode {

        /** They are routed. */
        ROUTE,

        /** They lead to the primary, and it is observed what they are used for. */
        OBSERVE
    }

    /** When the application is ready. */
    enum ReadyWhen {

        /** While any server can be used. */
        ANY,

        /** While the primary accepts writes. */
        PRIMARY
    }

    /** Which of several usable replicas a request reads from. */
    enum Selection {

        /** Each in its turn. */
        ROUND_ROBIN,

        /** The one whose pool is used least. */
        LEAST_BUSY
    }

    /** What a read does when all replicas are too late. */
    enum OnLag {

        /** It reads from the primary. */
        PRIMARY,

        /** It reads from the replica that is least late. */
        SERVE
    }

    /** What a read does when no replica is usable. */
    enum OnNoReplica {

        /** It reads from the primary. */
        PRIMARY,

        /** It fails. */
        FAIL
    }
}
