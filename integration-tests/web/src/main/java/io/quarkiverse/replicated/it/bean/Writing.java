package io.quarkiverse.replicated.it.bean;

import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.replicated.ChangesDatabase;

/** Calls code inside of an annotated method. */
@ApplicationScoped
public class Writing {

    @ChangesDatabase
    public <T> T call(Callable<T> code) throws Exception {
        return code.call();
    }
}
