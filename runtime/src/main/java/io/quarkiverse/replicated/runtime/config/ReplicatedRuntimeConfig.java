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

/** The configuration that is read when the application starts. */
@ConfigMapping(prefix = "quarkus.replicated")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ReplicatedRuntimeConfig {

    /**
     * Whether connections are routed (`route`) or only observed (`observe`). With `observe`, everything goes to the primary,
     * and the extension reports which endpoints write and what would move to replicas. Choose `observe` before you route an
     * existing application for the first time. It needs PostgreSQL, and costs one more query to the primary for each
     * connection. Clients get positions as with `route`, so that a client may meet instances with either mode.
     */
    @WithDefault("route")
    Mode mode();

    /**
     * The report of `mode=observe`.
     */
    ObserveConfig observe();

    /**
     * Which kind of database the servers are, as far as positions are concerned: `postgresql`, or `none` for a kind whose
     * positions cannot be compared. Set it if the URL of the primary does not show the kind, or if the URL says PostgreSQL but
     * the server lacks the functions of PostgreSQL.
     */
    @ConfigDocDefault("by the JDBC URL of the primary")
    Optional<String> dialect();

    /**
     * The HTTP methods of requests that only read, and therefore go to a replica. Add other methods that your application only
     * reads with, such as QUERY or OPTIONS.
     */
    @WithDefault("GET,HEAD")
    Set<String> readOnlyMethods();

    /**
     * Whether requests with a read-only method go to a replica. If switched off, only code that carries `@UseReplica`, or is
     * called through `Replication`, reads from replicas, which lets you adopt replicas endpoint by endpoint. All other
     * requests then get connections that can write, so that each response to a request that used the database carries a
     * position.
     */
    @WithDefault("true")
    boolean autoReadOnReplica();

    /**
     * What a read does while replicas are configured but none is usable. `primary` reads from the primary, `fail` throws an
     * `SQLTransientConnectionException`. Choose `fail` if the primary could not carry the load of the reads.
     */
    @WithDefault("primary")
    OnNoReplica onNoReplica();

    /**
     * Whether the application refuses to start if a replica that `replicas` names has no URL or is deactivated, or if there is
     * no replica at all. By default such a replica is left out, and everything goes to the primary. Switch it on in production,
     * where a missing URL is a mistake. The application still starts while a replica does not answer. It has no effect with
     * `mode=observe`.
     */
    @WithDefault("false")
    boolean replicasRequired();

    /**
     * Whether a connection of the primary that stands in for one of a replica refuses to write, as the replica would. If
     * switched off, a read that wrongly writes appears to work, until a replica serves it. With PostgreSQL, the refusal costs
     * such a connection two round trips to the primary.
     */
    @WithDefault("true")
    boolean readOnlyFallback();

    /**
     * What a connection pooler between the application and a server, such as PgBouncer, does with an open connection. Poolers
     * are detected; this property means nothing without one. `transaction`: the pooler may lead the connection to another
     * server with each transaction, or share the server's session with other clients. A read that must see what its client
     * wrote then asks inside its transaction, and goes to the primary outside of transactions. `session`: each connection keeps
     * its server and its session until the connection is closed. Choose `session` if the pooler is in session mode, which
     * cannot be told from outside.
     */
    @WithDefault("transaction")
    Pooler pooler();

    /**
     * The pause between two probes of each server. Within this time, plus the time that a probe takes, a server that died is
     * left out, and a server that came back is used again.
     */
    @WithDefault("250ms")
    Duration probeInterval();

    /**
     * How long a probe waits for an answer before it takes the server for dead, in whole seconds. The value also limits how
     * long the start of the application waits for its replicas.
     */
    @WithDefault("1s")
    Duration probeTimeout();

    /**
     * How far behind a replica may be. A replica that is farther behind is left out until its lag has fallen to 80 % of this.
     * The lag is measured by the primary's positions and this application's clock.
     */
    @WithDefault("10s")
    Duration maxLag();

    /**
     * How much of the primary's write-ahead log a replica may have yet to replay. This limit applies in addition to `max-lag`.
     * Set it if the amount of the backlog matters more than its age. It counts only for kinds of databases whose positions are
     * places in a log, such as PostgreSQL.
     */
    @ConfigDocDefault("no limit")
    Optional<MemorySize> maxLagBytes();

    /**
     * What a read does when all replicas that answer are farther behind than `max-lag`, for instance during a bulk load.
     * `primary` reads from the primary, `serve` from the replica that is least behind. A read that must see what its client
     * wrote always goes to the primary. A replica does not serve, either, if its lag is so long that a client could be
     * forgotten (`consistency.max-age`) before the replica shows what that client wrote. Choose `serve` if the primary could
     * not carry the reads at such a time.
     */
    @WithDefault("primary")
    OnLag onLag();

    /**
     * Which of several usable replicas a request reads from. `round-robin` takes each replica in turn. `least-busy` takes the
     * replica whose pool has the smallest share of its connections in use. Choose `least-busy` if replicas differ in speed or
     * in the size of their pools, or if some statements take long. `least-busy` makes the replicas' pools collect metrics,
     * which costs a little with every connection.
     */
    @WithDefault("round-robin")
    Selection selection();

    /**
     * Whether each response shows where its request was sent and why, in a header such as `Replicated-Route: replica-2;
     * reason=http-method`. Switch it on to investigate routes on a test system. The header reveals the names of datasources to
     * clients.
     */
    @ConfigDocDefault("true in dev mode, otherwise false")
    Optional<Boolean> debugHeader();

    /**
     * Whether the log lines of a request can show where its last connection led and why, as `%X{replicated.route}` in
     * `quarkus.log.console.format`. It costs a little with every connection. The access log can show the route without this
     * setting, as `%{replicated-route}` in `quarkus.http.access-log.pattern`.
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
     * How the application makes sure that clients see their own writes.
     */
    ConsistencyConfig consistency();

    /** The report of the observe-only mode. */
    @ConfigGroup
    interface ObserveConfig {

        /**
         * How often the log gets a line with the report, as JSON. No line is logged if the report has not changed. `0` means
         * never.
         */
        @WithDefault("1m")
        Duration interval();
    }

    /** How much the primary stands in for replicas. */
    @ConfigGroup
    interface FallbackConfig {

        /**
         * How many connections of the primary may stand in for those of replicas at one time, so that some remain for writes.
         * Half of them are reserved for clients that have written and must see their writes, a quarter for all other reads, and
         * the rest for any read. Without `consistency.secret`, most of that half is for clients that claim to have written,
         * because they cannot prove it. A read for which none becomes free fails with a `DatabaseUnavailableException`, which
         * is status 503 over REST. A request that has one and needs another at the same time may exceed the limit by one. The
         * value must be less than the size of the primary's pool. Raise it if reads fail while replicas are away and the
         * primary could serve more of them.
         */
        @ConfigDocDefault("half of quarkus.datasource.<primary>.jdbc.max-size")
        OptionalInt maxConcurrent();
    }

    /** The readiness check. */
    @ConfigGroup
    interface HealthConfig {

        /**
         * When the application is ready: `any` while the primary accepts writes or a replica is usable, `primary` while the
         * primary accepts writes. Choose `primary` if an instance that can only read is of no use.
         */
        @WithDefault("any")
        ReadyWhen readyWhen();
    }

    /** What a pooler between the application and a server does with an open connection. */
    enum Pooler {

        /** It may lead the connection to another server with each transaction. */
        TRANSACTION,

        /** It keeps the server of the connection until that is closed. */
        SESSION
    }

    /** What happens to connections. */
    enum Mode {

        /** Connections are routed. */
        ROUTE,

        /** All connections lead to the primary, and the extension records what they are used for. */
        OBSERVE
    }

    /** When the application is ready. */
    enum ReadyWhen {

        /** While any server is usable. */
        ANY,

        /** While the primary accepts writes. */
        PRIMARY
    }

    /** Which of several usable replicas a request reads from. */
    enum Selection {

        /** Each replica in turn. */
        ROUND_ROBIN,

        /** The replica whose pool has the smallest share of its connections in use. */
        LEAST_BUSY
    }

    /** What a read does when all replicas are too far behind. */
    enum OnLag {

        /** It reads from the primary. */
        PRIMARY,

        /** The read goes to the replica that is least behind. */
        SERVE
    }

    /** What a read does when no replica is usable. */
    enum OnNoReplica {

        /** It reads from the primary. */
        PRIMARY,

        /** The read fails. */
        FAIL
    }
}
