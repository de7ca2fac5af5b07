package io.quarkiverse.replicated.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import io.quarkiverse.replicated.runtime.config.ConsistencyConfig.Mode;
import io.quarkiverse.replicated.runtime.config.ReplicatedRuntimeConfig.OnLag;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.token.TokenSeal;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;

/** What the properties mean in combination, for a given kind of database, and which values they must not have. */
public final class Settings {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.replicated");

    private static final String PREFIX = "quarkus.replicated.consistency.";
    private static final String MAX_LAG = "quarkus.replicated.max-lag";
    private static final int SHORTEST_SECRET = 16;
    private static final Pattern COOKIE_PATH = Pattern.compile("/[^;\\p{Cntrl}]*");

    // A commit that does not wait for its flush is flushed within three times wal_writer_delay (200 ms).
    private static final Duration UNFLUSHED = Duration.ofSeconds(1);

    private final ReplicatedRuntimeConfig config;
    private final ConsistencyConfig consistency;
    private final Dialect dialect;

    public Settings(ReplicatedRuntimeConfig config, Dialect dialect) {
        this.config = config;
        this.consistency = config.consistency();
        this.dialect = dialect;
    }

    /**
     * How clients see their own writes. In the observe-only mode everything is read from the primary, but other instances may
     * route while an application changes from one mode to the other. Clients then need their positions.
     */
    public Mode mode() {
        return consistency.mode() == Mode.POSITION && !dialect.comparesPositions() ? Mode.WINDOW : consistency.mode();
    }

    public boolean observes() {
        return config.mode() == ReplicatedRuntimeConfig.Mode.OBSERVE;
    }

    /** How far behind a replica may be. A client that is forgotten must not read from a replica that misses its writes. */
    public LagLimit lagLimit() {
        OptionalLong maxBytes = config.maxLagBytes().map(it -> OptionalLong.of(it.asLongValue())).orElse(OptionalLong.empty());
        if (mode() != Mode.WINDOW) {
            return new LagLimit(config.maxLag(), maxBytes, servedLag(), false, MAX_LAG);
        }
        Duration within = consistency.window().minus(config.probeInterval().multipliedBy(2));
        boolean isShorter = config.maxLag().compareTo(within) <= 0;
        return new LagLimit(isShorter ? config.maxLag() : within, maxBytes, Duration.ZERO, true,
                isShorter ? MAX_LAG : PREFIX + "window less two probe intervals");
    }

    private Duration servedLag() {
        if (config.onLag() != OnLag.SERVE) {
            return Duration.ZERO;
        }
        return mode() == Mode.NONE ? LagLimit.ANY : consistency.maxAge().minus(unseen());
    }

    /** For this long after a commit, a replica may seem to have the commit although it does not show it yet. */
    private Duration unseen() {
        return config.probeInterval().multipliedBy(3).plus(config.probeTimeout()).plus(UNFLUSHED);
    }

    /** How long a read waits for a replica to show what the read must see. */
    public Duration replicaWait() {
        return consistency.maxWait();
    }

    /** How long a read waits for the primary to show whether a token is forged. */
    public Duration primaryWait() {
        return config.probeTimeout();
    }

    /** How long a browser remembers that it wrote. */
    public Duration cookieLife() {
        return mode() == Mode.WINDOW ? consistency.window() : consistency.maxAge();
    }

    /**
     * How long a token is binding if its position cannot be compared. The clocks of instances may differ, so a token that a
     * client still sends is believed for at least as long as the client's cookie lives.
     */
    public Duration tokenLife() {
        return consistency.maxAge().compareTo(cookieLife()) > 0 ? consistency.maxAge() : cookieLife();
    }

    public TokenSeal seal() {
        return new TokenSeal(consistency.secret().orElse(null), consistency.previousSecrets().orElse(List.of()));
    }

    public void check() {
        Duration interval = config.observe().interval();
        if (!interval.isZero() && interval.toMillis() < 1) {
            throw mistake("quarkus.replicated.observe.interval",
                    "must be at least 1 ms, or 0 for never, but is " + interval + ".");
        }
        if (config.maxLag().compareTo(config.probeInterval()) <= 0) {
            throw mistake(MAX_LAG, "must be more than quarkus.replicated.probe-interval (" + config.probeInterval().toMillis()
                    + " ms), but is " + config.maxLag().toMillis() + " ms: between two probes all replicas would be too late.");
        }
        Mode mode = mode();
        if (mode == Mode.NONE) {
            return;
        }
        Duration shortest = config.maxLag().plus(unseen());
        if (mode == Mode.POSITION && consistency.maxAge().compareTo(shortest) < 0) {
            throw mistake(PREFIX + "max-age", "must be at least " + shortest.toMillis() + " ms, which is "
                    + "quarkus.replicated.max-lag, three probe-interval, a probe-timeout and a second, but is "
                    + consistency.maxAge().toMillis() + " ms: a client would be forgotten while a replica misses its writes. "
                    + "Raise it, or lower quarkus.replicated.max-lag.");
        }
        if (mode == Mode.WINDOW && lagLimit().max().compareTo(Duration.ZERO) <= 0) {
            throw mistake(PREFIX + "window", "must be more than two quarkus.replicated.probe-interval ("
                    + config.probeInterval().multipliedBy(2).toMillis() + " ms), but is " + consistency.window().toMillis()
                    + " ms: no replica could be known to be less behind.");
        }
        if (mode == Mode.WINDOW && config.onLag() == OnLag.SERVE) {
            throw mistake("quarkus.replicated.on-lag",
                    "must not be 'serve' with " + PREFIX + "mode=window"
                            + (dialect.comparesPositions() ? "" : ", which stands for 'position' with this kind of database")
                            + ": clients are forgotten after the window, and would read older data than they wrote. Set it to "
                            + "'primary'.");
        }
        consistency.cookie().path().filter(it -> !COOKIE_PATH.matcher(it).matches()).ifPresent(it -> {
            throw mistake(PREFIX + "cookie.path", "must begin with '/' and hold no semicolon, but is '" + it + "'.");
        });
        consistency.secret().ifPresent(it -> checkSecret("secret", it));
        consistency.previousSecrets().ifPresent(all -> all.forEach(it -> checkSecret("previous-secrets", it)));
    }

    private static void checkSecret(String property, String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw mistake(PREFIX + property, "needs at least " + SHORTEST_SECRET + " characters, but has " + secret.length()
                    + ". 'openssl rand -base64 32' makes a good one.");
        }
    }

    private static ConfigurationException mistake(String property, String what) {
        return new ConfigurationException(property + " " + what + " " + Guide.CONSISTENCY, Set.of(property));
    }

    /** Logs the settings that deserve attention. Called once, when the application starts. */
    public void log() {
        if (consistency.mode() == Mode.POSITION && !dialect.comparesPositions()) {
            LOG.infof("This kind of database has no positions that can be compared: quarkus.replicated.consistency.mode is "
                    + "'window'.");
        }
        if (mode() != Mode.NONE && !consistency.cookie().enabled()
                && consistency.header().filter(it -> !it.isBlank()).isEmpty()) {
            LOG.warnf(
                    "quarkus.replicated.consistency.cookie.enabled=false and an empty quarkus.replicated.consistency.header: "
                            + "no client over HTTP sees its own writes while replicas lag. Leave one of them on, or set "
                            + "quarkus.replicated.consistency.mode=none. %s",
                    Guide.CONSISTENCY);
        }
        if (mode() != Mode.NONE && consistency.secret().isEmpty() && LaunchMode.current() == LaunchMode.NORMAL) {
            LOG.warnf("quarkus.replicated.consistency.secret is not set: a client can make up the position that it has to see, "
                    + "and read from the primary as often as it likes. While replicas are away or late, the reads of clients "
                    + "that did write share a part of quarkus.replicated.fallback.max-concurrent with such clients, and fail "
                    + "when it is used up. Give all instances the same secret. %s", Guide.SECRET);
        }
    }
}
