package io.quarkiverse.replicated.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How clients see their own writes. */
@ConfigGroup
public interface ConsistencyConfig {

    /**
     * How a client that wrote is kept from reading older data. `position` compares the position of the primary after the write
     * with the position that a replica shows. `window` sends the client to the primary for a while. `none` does nothing. For a
     * kind of database without positions, `position` means `window`.
     */
    @WithDefault("position")
    Mode mode();

    /**
     * How long a client reads from the primary after it wrote, with `mode=window`. A replica is then used only while its lag
     * is known to be shorter than this, which is not the case while the primary is away. A browser forgets the write after
     * this time. A client that sends the header back reads from the primary for `max-age`.
     */
    @WithDefault("5s")
    Duration window();

    /**
     * How long a read waits for a replica to show what its client has written, before the read goes to the primary. A read
     * does not wait for a replica whose lag is known to be longer than this; with `0` it never waits. A longer wait keeps more
     * reads on replicas that are slightly behind, and makes those reads slower.
     */
    @WithDefault("100ms")
    Duration maxWait();

    /**
     * How long the application remembers that a client has written. The value must exceed `max-lag` by at least three
     * `probe-interval`, one `probe-timeout` and one second. Every replica in use then shows the writes of a client by the time
     * the client is forgotten.
     */
    @WithDefault("60s")
    Duration maxAge();

    /**
     * The secret that seals the positions which clients carry, so that clients can neither forge nor read them. It needs at
     * least 16 characters, and must be the same for all
     * instances of the application. Without a secret, a client can forge a position. A forged position never shows the client
     * any data that it may not see, but lets it read from the primary as often as it likes.
     */
    Optional<String> secret();

    /**
     * Secrets whose signatures are accepted as well. To replace a secret, add the new one here on all instances. Then make the
     * new one the `secret`, and put the old one here.
     */
    Optional<List<String>> previousSecrets();

    /**
     * Whether commits that did not wait for their flush (`synchronous_commit=off`, which cannot be detected afterwards) are
     * covered as well. With `detect`, a long transaction of another session on an otherwise idle server can send a client to
     * the primary for a while. Choose `never` if no commit is asynchronous.
     */
    @WithDefault("detect")
    AsyncCommit asyncCommit();

    /** The cookies that carry the position for browsers. */
    Cookie cookie();

    /**
     * The header that carries the position in requests and responses, for clients without cookies. An empty value switches it
     * off.
     */
    @WithDefault("Replicated-Position")
    Optional<String> header();

    /** How clients see their own writes. */
    enum Mode {

        /** Clients see their own writes exactly, by the positions of the database. */
        POSITION,

        /** Clients see their own writes by time: they read from the primary for a while. */
        WINDOW,

        /** Clients may miss their own writes. */
        NONE
    }

    /** How commits that do not wait for their flush are handled. */
    enum AsyncCommit {

        /** There may be such commits. */
        DETECT,

        /** There are no such commits. */
        NEVER
    }

    /** The cookies that carry the position for browsers. */
    @ConfigGroup
    interface Cookie {

        /**
         * Whether responses to requests that wrote set a cookie. Switch it off if all clients send the header back.
         */
        @WithDefault("true")
        boolean enabled();

        /**
         * The prefix of the cookies' names. Change it if applications on the same host use databases of one PostgreSQL server,
         * and must not see each other's cookies. Applications with other servers do not read each other's cookies.
         */
        @WithDefault("replicated")
        String name();

        /**
         * The path of the cookies. It must be a part of the path that browsers see, or they do not send the cookies back. The
         * default is `quarkus.http.root-path`. If Quarkus is told to trust the prefix that a proxy forwards
         * (`quarkus.http.proxy.enable-forwarded-prefix`), the root path follows that prefix. Set it behind a proxy that
         * changes the path of requests without forwarding a prefix.
         */
        Optional<String> path();

        /**
         * The requests from other sites with which browsers send the cookies. `none` needs HTTPS.
         */
        @WithDefault("lax")
        SameSite sameSite();
    }

    /** The requests from other sites with which browsers send a cookie. */
    enum SameSite {

        /** Requests that follow a link to this application. */
        LAX,

        /** No requests. */
        STRICT,

        /** All requests. */
        NONE
    }
}
