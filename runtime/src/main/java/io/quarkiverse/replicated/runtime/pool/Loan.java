package io.quarkiverse.replicated.runtime.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;
import io.quarkiverse.replicated.runtime.postgres.PostgresReplication;
import io.quarkiverse.replicated.runtime.routing.RequestRoute;
import io.quarkiverse.replicated.runtime.server.Sample;

/**
 * Who has one connection of the primary, and what for. One object for the life of the connection, used by whoever has the
 * connection. It is decided when the connection is taken: until it is given back, the thread may have changed its route.
 */
final class Loan {

    private boolean out;
    // A connection that was taken before anybody watched can write.
    private boolean writes = true;
    private RequestRoute request;
    private FallbackBudget.Share share;
    private int database;
    private boolean databaseKnown;

    /**
     * @param request the one to tell of what is committed, or {@code null}
     * @param share what this connection is taken from, or {@code null}; it is given back when the connection is
     */
    void begin(boolean writes, RequestRoute request, FallbackBudget.Share share) {
        giveBackShare(); // Of somebody who never got the connection: it broke on the way.
        this.share = share;
        this.out = true;
        this.writes = writes;
        this.request = request;
        if (request != null) {
            request.writerTaken();
        }
    }

    boolean isOut() {
        return out;
    }

    boolean canWrite() {
        return writes;
    }

    /** Nothing was committed. */
    void forget() {
        giveBackShare();
        out = false;
        writes = true;
        request = null;
    }

    private void giveBackShare() {
        if (share != null) {
            share.giveBack();
            share = null;
        }
    }

    /** It was given back, and this was committed with it. */
    void end(RequiredPosition committed, LocalCommits commits) {
        RequestRoute of = request;
        forget();
        if (of != null) {
            commits.add(committed);
            of.writerReturned(committed);
        } else {
            commits.addBackground(committed);
        }
    }

    /**
     * Which database the connection leads to. It is asked once: a server keeps its database, and a primary does not become a
     * replica while it lives.
     *
     * @throws NotPrimaryException it leads to a server in recovery
     */
    int database(Connection connection, Duration patience) throws SQLException {
        if (!databaseKnown) {
            Sample server = PostgresReplication.sample(connection, patience);
            if (!(server.position() instanceof PostgresLsn position) || server.inRecovery()) {
                throw new NotPrimaryException();
            }
            database = position.database();
            databaseKnown = true;
        }
        return database;
    }

    /** The server is a replica. */
    static final class NotPrimaryException extends SQLException {

        private static final long serialVersionUID = 1;

        NotPrimaryException() {
            super("the server is in recovery, so it is a replica and not the primary");
        }
    }
}
