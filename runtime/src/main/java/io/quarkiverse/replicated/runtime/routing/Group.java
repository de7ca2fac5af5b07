package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.runtime.position.LocalCommits;

/**
 * A primary and its replicas, which an application uses as one datasource. It is known by its identity: a request keeps what it
 * knows about each group under it.
 */
public final class Group {

    private final LocalCommits commits;
    private final Ledger outsideRequests;

    public Group(LocalCommits commits) {
        this.commits = commits;
        this.outsideRequests = new BackgroundLedger(commits);
    }

    /** What this process has written there. */
    public LocalCommits commits() {
        return commits;
    }

    /** What is known there about work that belongs to no request. */
    Ledger outsideRequests() {
        return outsideRequests;
    }
}
