package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.runtime.position.LocalCommits;

/**
 * A primary and its replicas, which an application uses as one datasource. Groups are compared by object identity. A request
 * keeps a ledger for each group.
 */
public final class Group {

    private final LocalCommits commits;
    private final Ledger outsideRequests;

    public Group(LocalCommits commits) {
        this.commits = commits;
        this.outsideRequests = new BackgroundLedger(commits);
    }

    /** What this process has committed in this group. */
    public LocalCommits commits() {
        return commits;
    }

    /** The ledger of work in this group that belongs to no request. */
    Ledger outsideRequests() {
        return outsideRequests;
    }
}
