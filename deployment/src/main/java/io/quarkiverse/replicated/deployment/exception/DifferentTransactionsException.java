package io.quarkiverse.replicated.deployment.exception;

import java.util.Locale;

import io.quarkiverse.replicated.runtime.config.Guide;
import io.quarkus.agroal.runtime.TransactionIntegration;

/** The pools of the primary and of a replica take part in transactions in different ways. */
public final class DifferentTransactionsException extends ReplicatedSetupException {

    public DifferentTransactionsException(String primary, TransactionIntegration ofPrimary, String replica,
            TransactionIntegration ofReplica) {
        super(Guide.TRANSACTIONS, "The datasource of the primary '" + primary + "' has jdbc.transactions=" + name(ofPrimary)
                + ", but that of its replica '" + replica + "' has jdbc.transactions=" + name(ofReplica)
                + ". A transaction would not hold on both of them.",
                "Set quarkus.datasource." + replica + ".jdbc.transactions=" + name(ofPrimary) + ".");
    }

    private static String name(TransactionIntegration transactions) {
        return transactions.name().toLowerCase(Locale.ROOT);
    }
}
