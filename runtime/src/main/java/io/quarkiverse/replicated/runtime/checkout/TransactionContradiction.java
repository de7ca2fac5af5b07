package io.quarkiverse.replicated.runtime.checkout;

import java.sql.SQLException;
import java.sql.SQLNonTransientException;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.SqlState;

/** Detects code that asks for the primary inside a transaction that began as a read. */
final class TransactionContradiction {

    static final String CURE = "Start the transaction in this method, or give it one of its own with "
            + "@Transactional(REQUIRES_NEW), or put @ChangesDatabase where the transaction starts. " + Guide.TRANSACTIONS;

    private TransactionContradiction() {
    }

    /**
     * @param intent what the current code wants
     * @param transaction the placement of the first connection of the open transaction
     * @throws SQLException the code wants to write, but the transaction cannot
     */
    static void check(RouteIntent intent, Placement transaction) throws SQLException {
        if (isBetween(intent, transaction)) {
            throw new SQLNonTransientException(intent.declaredBy() + " changes the database, but was called inside a "
                    + "transaction that already reads from '" + transaction.server() + "'"
                    + (transaction.target() == Target.REPLICA ? "" : ", in place of a replica,")
                    + " and cannot write. " + CURE, SqlState.INVALID_TRANSACTION_STATE);
        }
    }

    /** Whether the code wants to write, but the transaction cannot. */
    static boolean isBetween(RouteIntent intent, Placement transaction) {
        return intent.demandsPrimary() && !transaction.canWrite();
    }
}
