package io.quarkiverse.replicated.runtime.routing;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/** The record of one connection that can write, as long as it is out. */
@FunctionalInterface
public interface LentWriter {

    /** Records that the connection was returned, and what was committed with it. Called once. */
    void returnWriter(RequiredPosition committed);
}
