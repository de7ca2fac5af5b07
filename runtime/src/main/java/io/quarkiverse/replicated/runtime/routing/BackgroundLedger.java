package io.quarkiverse.replicated.runtime.routing;

import java.time.Duration;

import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.LocalCommits.Lent;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.PrimaryTrail;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * The ledger of work outside of requests. It only remembers what was committed, and which connections are out, because that
 * may belong to any request.
 *
 * @param plainThreads whether it is the ledger of plain threads, which nothing links to the work that they do
 */
record BackgroundLedger(LocalCommits commits, boolean plainThreads) implements Ledger {

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
    public RequiredPosition returned() {
        return RequiredPosition.NONE;
    }

    @Override
    public boolean isWriterOut() {
        return false;
    }

    @Override
    public int ownWritersOut() {
        return 0;
    }

    @Override
    public RequiredPosition toHandOn(Duration remembered) {
        return commits.inBackground(remembered);
    }

    @Override
    public boolean isWriterOutToHandOn() {
        return commits.background().out() > 0;
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
    public LentWriter lendWriter() {
        Lent connection = commits.lend(plainThreads);
        return committed -> commits.giveBack(connection, committed);
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
