package io.quarkiverse.replicated.runtime.checkout;

import java.sql.SQLException;
import java.sql.SQLNonTransientException;

import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;

/** Code that asks for the primary inside a transaction that began as a read. */
final class TransactionContradiction {

    // "Invalid transaction state", ISO/IEC 9075
    private static final String INVALID_TRANSACTION_STATE = "25000";

    static final String CURE = "Start the transaction in this method, or give it one of its own with "
            + "@Transactional(REQUIRES_NEW), or put @ChangesDatabase where the transaction starts. " + Guide.TRANSACTIONS;

    private TransactionContradiction() {
    }

    /**
     * @param intent what the current code wants
     * @param transaction the route of the first connection of the open transaction
     * @throws SQLException the code wants to write and the transaction cannot
     */
    static void check(RouteIntent intent, Route transaction) throws SQLException {
        if (isBetween(intent, transaction)) {
            throw new SQLNonTransientException(intent.declaredBy() + " changes the database, but was called inside a "
                    + "transaction that already reads from '" + transaction.dataSource() + "'"
                    + (transaction.target() == Target.REPLICA ? "" : ", in place of a replica,")
                    + " and cannot write. " + CURE, INVALID_TRANSACTION_STATE);
        }
    }

    /** The code wants to write and the transaction cannot. */
    static boolean isBetween(RouteIntent intent, Route transaction) {
        return intent.demandsPrimary() && !canWrite(transaction);
    }

    static boolean canWrite(Route transaction) {
        return transaction.target() == Target.PRIMARY && !transaction.reason().isFallback();
    }
}
