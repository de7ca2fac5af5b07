package io.quarkiverse.replicated.deployment.exception;

import java.util.Locale;

import io.quarkus.agroal.runtime.TransactionIntegration;

/** The pools of the primary and of a replica take part in transactions in different ways. */
public final class DifferentTransactionsException extends ReplicatedSetupException {

    public DifferentTransactionsException(String primary, TransactionIntegration ofPrimary, String replica,
            TransactionIntegration ofReplica) {
        super("The datasource of the primary '" + primary + "' has jdbc.transactions=" + name(ofPrimary)
                + ", that of its replica '" + replica + "' " + name(ofReplica)
                + ": a transaction would not hold on one of them.",
                "Set quarkus.datasource." + replica + ".jdbc.transactions=" + name(ofPrimary) + ".");
    }

    private static String name(TransactionIntegration transactions) {
        return transactions.name().toLowerCase(Locale.ROOT);
    }
}
