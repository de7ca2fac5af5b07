package io.quarkiverse.replicated.runtime.pool;

import java.sql.SQLException;

import javax.transaction.xa.XAResource;

import io.agroal.api.transaction.TransactionAware;
import io.agroal.api.transaction.TransactionIntegration;

/** A transaction manager for one transaction, of the thread that begins it. */
final class OneTransaction implements TransactionIntegration {

    private Thread of;
    private TransactionAware enlisted;

    void begin() {
        of = Thread.currentThread();
    }

    void commit() throws SQLException {
        TransactionAware ending = enlisted;
        of = null;
        enlisted = null;
        if (ending != null) {
            ending.transactionCheckCallback(() -> true);
            ending.transactionCommit();
            ending.transactionEnd();
        }
    }

    @Override
    public TransactionAware getTransactionAware() {
        return Thread.currentThread() == of ? enlisted : null;
    }

    @Override
    public void associate(TransactionAware connection, XAResource resource) throws SQLException {
        if (Thread.currentThread() == of) {
            enlisted = connection;
            connection.transactionStart();
            connection.transactionCheckCallback(() -> true);
        }
    }

    @Override
    public boolean disassociate(TransactionAware connection) {
        return true;
    }

    @Override
    public void addResourceRecoveryFactory(ResourceRecoveryFactory factory) {
        // Nothing is recovered.
    }

    @Override
    public void removeResourceRecoveryFactory(ResourceRecoveryFactory factory) {
        // Nothing is recovered.
    }
}
