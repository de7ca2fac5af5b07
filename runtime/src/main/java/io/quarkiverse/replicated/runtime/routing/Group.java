package io.quarkiverse.replicated.runtime.routing;

import java.time.Duration;

import io.quarkiverse.replicated.runtime.position.LocalCommits;

/**
 * A primary and its replicas, which an application uses as one datasource. Groups are compared by object identity. A request
 * keeps a ledger for each group.
 */
public final class Group {

    // The default of quarkus.replicated.probe-interval.
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final LocalCommits commits;
    private final long pauseNanos;
    private final Ledger outsideRequests;
    private final Ledger onPlainThreads;

    public Group(LocalCommits commits) {
        this(commits, PAUSE);
    }

    /** @param pause the pause between two probes of a server, after which there may be news */
    public Group(LocalCommits commits, Duration pause) {
        this.commits = commits;
        this.pauseNanos = pause.toNanos();
        this.outsideRequests = new BackgroundLedger(commits, false);
        this.onPlainThreads = new BackgroundLedger(commits, true);
    }

    /** What this process has committed in this group. */
    public LocalCommits commits() {
        return commits;
    }

    /** The pause between two probes of a server. */
    long pauseNanos() {
        return pauseNanos;
    }

    /** The ledger of work in this group that belongs to no request. */
    Ledger outsideRequests() {
        return outsideRequests;
    }

    /** The ledger of plain threads. They may work for a request, although nothing shows that. */
    public Ledger onPlainThreads() {
        return onPlainThreads;
    }
}
