package io.quarkiverse.replicated.it.transaction;

import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;

/** Calls code in a transaction of each kind. */
@ApplicationScoped
public class Transactions {

    @Transactional
    public <T> T required(Callable<T> code) throws Exception {
        return code.call();
    }

    @Transactional(TxType.REQUIRES_NEW)
    public <T> T requiresNew(Callable<T> code) throws Exception {
        return code.call();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    public <T> T notSupported(Callable<T> code) throws Exception {
        return code.call();
    }

    @Transactional
    @ChangesDatabase
    public <T> T writing(Callable<T> code) throws Exception {
        return code.call();
    }

    @Transactional(TxType.REQUIRES_NEW)
    @ChangesDatabase
    public <T> T writingInNew(Callable<T> code) throws Exception {
        return code.call();
    }

    @Transactional
    @UseReplica
    public <T> T reading(Callable<T> code) throws Exception {
        return code.call();
    }
}
