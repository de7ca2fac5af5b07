package io.quarkiverse.replicated.runtime.routing;

import java.time.Duration;

import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.PrimaryTrail;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * The ledger of work outside of requests. It only remembers what was committed, because such a commit may belong to any
 * request.
 */
record BackgroundLedger(LocalCommits commits) implements Ledger {

    @Override
    public RequiredPosition presented() {
        return RequiredPosition.NONE;
    }

    @Override
    public RequiredPosition required() {
        return RequiredPosition.NONE;
    }

    @Override
    public RequiredPosition written() {
        return RequiredPosition.NONE;
    }

    @Override
    public RequiredPosition toHandOn(Duration remembered) {
        return commits.inBackground(remembered);
    }

    @Override
    public boolean isDoubtful() {
        return false;
    }

    @Override
    public void prove(Sample primary) {
        // There is no client.
    }

    @Override
    public void lendWriter() {
        // The connection counts when it comes back.
    }

    @Override
    public void returnWriter(RequiredPosition committed) {
        commits.addBackground(committed);
    }

    @Override
    public Placement reading() {
        return null;
    }

    @Override
    public void lendStandIn() {
        // Each read is on its own.
    }

    @Override
    public void returnStandIn(long nowNanos) {
        // Each read is on its own.
    }

    @Override
    public boolean hasUsedStandIns() {
        return false;
    }

    @Override
    public RequiredPosition seen(PrimaryTrail trail) {
        return RequiredPosition.NONE;
    }

    @Override
    public boolean mayAskForTheWayBack(long nowNanos) {
        return false;
    }

    @Override
    public boolean startReading(Placement before, Placement next, long nowNanos) {
        return true;
    }

    @Override
    public void markRead() {
        // Each read is on its own.
    }

    @Override
    public void abandon(Placement there) {
        // Each read is on its own.
    }

    @Override
    public boolean isOfRequest() {
        return false;
    }

    @Override
    public boolean isAdmitted() {
        return false;
    }

    @Override
    public void admit() {
        // Each read is admitted on its own.
    }

    @Override
    public boolean hasWaitedInVain(long nowNanos) {
        return false;
    }

    @Override
    public void markWaitedInVain(long nowNanos) {
        // Each read waits on its own.
    }
}
