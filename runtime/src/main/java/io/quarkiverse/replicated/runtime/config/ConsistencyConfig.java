package io.quarkiverse.replicated.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How clients see what they have written. */
@ConfigGroup
public interface ConsistencyConfig {

    /**
     * How a client that wrote is kept from reading older data: `position` compares where the primary was after the write with
     * what a replica shows, `window` sends the client to the primary for a while, `none` does nothing. A kind of database
     * without positions has `window` where this says `position`.
     */
    @WithDefault("position")
    Mode mode();

    /**
     * How long a client reads from the primary after it wrote, with `mode=window`. A replica is then used only while it is
     * known to be less than this behind, which it is not while the primary is away. A browser forgets after this time, a client
     * that sends the header back is held to it for `max-age`.
     */
    @WithDefault("5s")
    Duration window();

    /**
     * How long a read waits for a replica to show what its client has written before it goes to the primary. It does not wait
     * for a replica that is known to be farther behind than this, and `0` never waits. A longer wait keeps more reads
     * on replicas that are a little behind, and makes those reads slower.
     */
    @WithDefault("100ms")
    Duration maxWait();

    /**
     * How long a client is remembered to have written. It must exceed `max-lag` by three `probe-interval`, one `probe-timeout`
     * and a second: when the client is forgotten, every replica in use shows its writes.
     */
    @WithDefault("60s")
    Duration maxAge();

    /**
     * Signs what clients carry, at least 16 characters, the same for all instances of the application. Without it a client can
     * make up a position, which never shows it anything it may not see, but lets it read from the primary as often as it likes.
     */
    Optional<String> secret();

    /**
     * Secrets whose signatures are believed as well. To replace a secret, add the new one here on all instances, then make it
     * the `secret` and put the old one here.
     */
    Optional<List<String>> previousSecrets();

    /**
     * Whether commits that did not wait for their flush (`synchronous_commit=off`, which nobody can see afterwards) are kept
     * safe too. With `detect` a client may have to read from the primary for a while beside somebody else's long transaction on
     * an idle server; choose `never` when no commit is asynchronous.
     */
    @WithDefault("detect")
    AsyncCommit asyncCommit();

    /** The cookies that carry the position for browsers. */
    Cookie cookie();

    /**
     * The header that carries the position in requests and responses, for clients without cookies. An empty value turns it off.
     */
    @WithDefault("Replicated-Position")
    Optional<String> header();

    /** How clients see what they have written. */
    enum Mode {

        /** Exactly, by the positions of the database. */
        POSITION,

        /** By time: they read from the primary for a while. */
        WINDOW,

        /** They may not see it. */
        NONE
    }

    /** What is done about commits that do not wait for their flush. */
    enum AsyncCommit {

        /** There may be some. */
        DETECT,

        /** There are none. */
        NEVER
    }

    /** The cookies that carry the position for browsers. */
    @ConfigGroup
    interface Cookie {

        /**
         * Whether responses to requests that wrote set a cookie. Switch it off when all clients send the header back.
         */
        @WithDefault("true")
        boolean enabled();

        /**
         * The beginning of the names of the cookies. Change it when applications of one host must not see each other's.
         */
        @WithDefault("replicated")
        String name();

        /**
         * With which requests from other sites browsers send them. `none` needs HTTPS.
         */
        @WithDefault("lax")
        SameSite sameSite();
    }

    /** With which requests from other sites browsers send a cookie. */
    enum SameSite {

        /** With links that lead here. */
        LAX,

        /** With none. */
        STRICT,

        /** With all. */
        NONE
    }
}
