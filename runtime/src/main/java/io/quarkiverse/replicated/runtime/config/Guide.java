package io.quarkiverse.replicated.runtime.config;

/** Where to read more: the last part of every message that asks somebody to do something. */
public final class Guide {

    public static final String SEE = "See https://docs.quarkiverse.io/quarkus-replicated/dev/";

    private Guide() {
    }
}
